// A publisher with franz-go and its defaults, snappy among them: docs/publishing.md.
//
//	publisher <bootstrap> <name>
//
// It publishes each line of its input, {"key", "value"}, to sms.requested.v1.<name>, and prints a line for each outcome, {"outcome"},
// and each dead letter, {"deadLetter"}. It ends with its input.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"log"
	"maps"
	"os"

	"github.com/twmb/franz-go/pkg/kgo"
)

func main() {
	bootstrap, name := os.Args[1], os.Args[2]
	requests := "sms.requested.v1." + name
	client, err := kgo.NewClient(
		kgo.SeedBrokers(bootstrap),
		kgo.DefaultProduceTopic(requests),
		kgo.ConsumerGroup(name),
		kgo.ConsumeTopics("compliance.outcomes.v1."+name, requests+".dlq"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
	)
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	go read(ctx, client, requests+".dlq")

	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var line struct{ Key, Value string }
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			log.Fatal(err)
		}
		record := &kgo.Record{Key: []byte(line.Key), Value: []byte(line.Value)}
		client.Produce(ctx, record, func(_ *kgo.Record, err error) {
			if err != nil {
				log.Fatal(err)
			}
		})
	}
	if err := client.Flush(ctx); err != nil {
		log.Fatal(err)
	}
	client.Close()
}

func read(ctx context.Context, client *kgo.Client, deadLetters string) {
	out := json.NewEncoder(os.Stdout)
	for {
		fetches := client.PollFetches(ctx)
		if fetches.IsClientClosed() {
			return
		}
		for _, failed := range fetches.Errors() {
			log.Fatal(failed.Err)
		}
		fetches.EachRecord(func(record *kgo.Record) {
			if record.Topic == deadLetters {
				out.Encode(map[string]any{"deadLetter": map[string]string{"key": string(record.Key), "code": header(record, "dlq_code")}})
				return
			}
			for _, outcome := range outcomes(record) {
				out.Encode(map[string]any{"outcome": outcome})
			}
		})
	}
}

// outcomes returns the messages of a frame, or the one message of another record.
func outcomes(record *kgo.Record) []map[string]any {
	if header(record, "frame") == "" {
		var one map[string]any
		if err := json.Unmarshal(record.Value, &one); err != nil {
			log.Fatal(err)
		}
		return []map[string]any{one}
	}
	var frame struct {
		Shared   map[string]any
		Messages []map[string]any
	}
	if err := json.Unmarshal(record.Value, &frame); err != nil {
		log.Fatal(err)
	}
	for n, own := range frame.Messages {
		frame.Messages[n] = maps.Clone(frame.Shared)
		maps.Copy(frame.Messages[n], own)
	}
	return frame.Messages
}

func header(record *kgo.Record, key string) string {
	for _, each := range record.Headers {
		if each.Key == key {
			return string(each.Value)
		}
	}
	return ""
}
