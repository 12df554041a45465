// A system that submits over SMPP with Cloudhopper, bound as a transceiver: docs/doors/smpp.md.
//   SMPP_PASSWORD=... Esme <host> <port> <system id>
// It obeys each line of its input: {"submit": <name>, "to", "text"}, long texts in parts by UDH, or {"enquire": true}. It prints a line
// when it is bound, {"bound"}, for each answer, {"accepted": <name>, "ids"} or {"refused": <name>, "status"}, {"enquired"}, for each
// {"receipt": <id>, "stat", "err"}, and when it has unbound at the end of its input, {"unbound"}.

import com.cloudhopper.commons.charset.CharsetUtil;
import com.cloudhopper.smpp.*;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.*;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.util.DeliveryReceipt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.joda.time.DateTimeZone;

public class Esme {
  private static final int WINDOW = 20;
  private static final int TIMEOUT_MS = 60_000;
  /** Characters of UCS-2 in a part beside its header. */
  private static final int PART = 67;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static byte reference = 0;

  /** Text of one submit, and the ids of the parts that were accepted. */
  private static class Text {
    final String name;
    final int parts;
    final List<String> ids = new ArrayList<>();

    Text(String name, int parts) {
      this.name = name;
      this.parts = parts;
    }
  }

  public static void main(String[] arguments) throws Exception {
    var settings = new SmppSessionConfiguration(SmppBindType.TRANSCEIVER, arguments[2], System.getenv("SMPP_PASSWORD"));
    settings.setHost(arguments[0]);
    settings.setPort(Integer.parseInt(arguments[1]));
    settings.setWindowSize(WINDOW);
    settings.setWindowWaitTimeout(TIMEOUT_MS);
    settings.getLoggingOptions().setLogPdu(false);
    var client = new DefaultSmppClient();
    SmppSession session = client.bind(settings, new Handler());
    print(JSON.createObjectNode().put("bound", true));

    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode command = JSON.readTree(line);
      if (command.has("submit")) {
        submit(session, command.get("submit").asText(), command.get("to").asText(), command.get("text").asText());
      } else {
        session.enquireLink(new EnquireLink(), TIMEOUT_MS);
        print(JSON.createObjectNode().put("enquired", true));
      }
    }
    session.unbind(TIMEOUT_MS);
    session.destroy();
    client.destroy();
    print(JSON.createObjectNode().put("unbound", true));
  }

  private static void submit(SmppSession session, String name, String to, String text) throws Exception {
    List<SubmitSm> parts = partsOf(text);
    Text whole = new Text(name, parts.size());
    for (SubmitSm part : parts) {
      part.setDestAddress(new Address(SmppConstants.TON_INTERNATIONAL, SmppConstants.NPI_E164, to));
      part.setRegisteredDelivery(SmppConstants.REGISTERED_DELIVERY_SMSC_RECEIPT_REQUESTED);
      part.setReferenceObject(whole);
      session.sendRequestPdu(part, TIMEOUT_MS, false);
    }
  }

  private static List<SubmitSm> partsOf(String text) throws Exception {
    List<SubmitSm> parts = new ArrayList<>();
    if (CharsetUtil.normalize(text, CharsetUtil.CHARSET_GSM).equals(text) && text.length() <= 160) {
      SubmitSm only = new SubmitSm();
      only.setShortMessage(CharsetUtil.encode(text, CharsetUtil.CHARSET_GSM));
      return List.of(only);
    }
    int count = (text.length() + PART - 1) / PART;
    reference += 1;
    for (int n = 0; n < count; n += 1) {
      byte[] header = {5, 0, 3, reference, (byte) count, (byte) (n + 1)};
      byte[] octets = CharsetUtil.encode(text.substring(n * PART, Math.min(text.length(), (n + 1) * PART)), CharsetUtil.CHARSET_UCS_2);
      byte[] message = java.util.Arrays.copyOf(header, header.length + octets.length);
      System.arraycopy(octets, 0, message, header.length, octets.length);
      SubmitSm part = new SubmitSm();
      part.setEsmClass(SmppConstants.ESM_CLASS_UDHI_MASK);
      part.setDataCoding(SmppConstants.DATA_CODING_UCS2);
      part.setShortMessage(message);
      parts.add(part);
    }
    return parts;
  }

  private static class Handler extends DefaultSmppSessionHandler {
    public void fireExpectedPduResponseReceived(PduAsyncResponse response) {
      if (!(response.getRequest().getReferenceObject() instanceof Text)) return;
      Text text = (Text) response.getRequest().getReferenceObject();
      int status = response.getResponse().getCommandStatus();
      if (status != SmppConstants.STATUS_OK) {
        print(JSON.createObjectNode().put("refused", text.name).put("status", status));
        return;
      }
      text.ids.add(((SubmitSmResp) response.getResponse()).getMessageId());
      if (text.ids.size() < text.parts) return;
      ObjectNode accepted = JSON.createObjectNode().put("accepted", text.name);
      text.ids.forEach(accepted.putArray("ids")::add);
      print(accepted);
    }

    public PduResponse firePduRequestReceived(PduRequest request) {
      if (request instanceof DeliverSm) printReceipt((DeliverSm) request);
      return request.createResponse();
    }

    private void printReceipt(DeliverSm delivered) {
      try {
        String text = CharsetUtil.decode(delivered.getShortMessage(), CharsetUtil.CHARSET_ISO_8859_1);
        DeliveryReceipt receipt = DeliveryReceipt.parseShortMessage(text, DateTimeZone.UTC);
        String stat = DeliveryReceipt.toStateText(receipt.getState());
        print(JSON.createObjectNode().put("receipt", receipt.getMessageId()).put("stat", stat).put("err", receipt.getRawErrorCode()));
      } catch (Exception failed) {
        failed.printStackTrace();
      }
    }
  }

  private static synchronized void print(ObjectNode line) {
    System.out.println(line);
  }
}
