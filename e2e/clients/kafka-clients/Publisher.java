// A publisher with Kafka's own client and lz4: docs/publishing.md.
//   Publisher <bootstrap> <name>
// It publishes each line of its input, {"key", "value"}, to sms.requested.v1.<name>, and prints a line for each outcome, {"outcome"}, and
// each dead letter, {"deadLetter"}. It ends with its input.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

public class Publisher {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static volatile boolean stopped = false;

  public static void main(String[] arguments) throws Exception {
    String bootstrap = arguments[0];
    String name = arguments[1];
    String requests = "sms.requested.v1." + name;
    Thread reader = new Thread(() -> read(bootstrap, name, requests + ".dlq"));
    reader.start();

    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "compression.type", "lz4", "linger.ms", 50);
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode record = JSON.readTree(line);
        producer.send(new ProducerRecord<>(requests, record.get("key").asText(), record.get("value").asText()), (done, failed) -> {
          if (failed != null) failed.printStackTrace();
        });
      }
    }
    stopped = true;
    reader.join();
  }

  private static void read(String bootstrap, String name, String deadLetters) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "group.id", name, "auto.offset.reset", "earliest");
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("compliance.outcomes.v1." + name, deadLetters));
      while (!stopped) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.topic().equals(deadLetters)) {
            String code = new String(record.headers().lastHeader("dlq_code").value(), StandardCharsets.UTF_8);
            print("deadLetter", JSON.createObjectNode().put("key", record.key()).put("code", code));
          } else {
            for (JsonNode outcome : outcomesOf(record)) print("outcome", outcome);
          }
        }
      }
    } catch (Exception failed) {
      failed.printStackTrace();
      System.exit(1);
    }
  }

  /** Returns the messages of a frame, or the one message of another record. */
  private static List<JsonNode> outcomesOf(ConsumerRecord<String, String> record) throws Exception {
    JsonNode value = JSON.readTree(record.value());
    if (record.headers().lastHeader("frame") == null) return List.of(value);
    List<JsonNode> outcomes = new ArrayList<>();
    for (JsonNode own : value.get("messages")) {
      ObjectNode shared = value.get("shared").deepCopy();
      outcomes.add(shared.setAll((ObjectNode) own));
    }
    return outcomes;
  }

  private static void print(String kind, JsonNode content) {
    System.out.println(JSON.createObjectNode().set(kind, content));
  }
}
