// A system of jSMPP's making, bound as a transceiver: <port> <system id> <password>. It takes commands over standard input, one a line:
//   submit <n> <from> <to> <text>     the text in UTF-16BE, hexadecimal; long ones in parts by sar_*
// It says on standard output:
//   bound   throttled <n>   accepted <n> <id of the last part>   refused <n> <command status>   receipt <id> <stat> <err>   reply <from> <to> <text>
// A submit that is throttled is sent again.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.*;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.*;
import org.jsmpp.util.InvalidDeliveryReceiptException;

public class ForeignEsme {
  private static final int THROTTLED = 0x58;
  private static final int PART = 67;
  private static final ExecutorService workers = Executors.newFixedThreadPool(30);
  private static final AtomicInteger references = new AtomicInteger();
  private static final SMPPSession session = new SMPPSession();

  public static void main(String[] arguments) throws Exception {
    session.setTransactionTimer(60_000);
    session.setMessageReceiverListener(new Deliveries());
    session.connectAndBind("127.0.0.1", Integer.parseInt(arguments[0]),
        new BindParameter(BindType.BIND_TRX, arguments[1], arguments[2], "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null));
    say("bound");
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      workers.submit(() -> submit(words));
    }
    session.unbindAndClose();
    System.exit(0);
  }

  private static void submit(String[] words) {
    String text = new String(HexFormat.of().parseHex(words[4]), StandardCharsets.UTF_16BE);
    try {
      String id = "";
      if (text.matches("[ -#%-?A-Z^a-z]{1,160}")) {
        id = submit(words, new RawDataCoding((byte) 0), text.getBytes(StandardCharsets.US_ASCII));
      } else {
        int total = (text.length() + PART - 1) / PART;
        short reference = (short) references.incrementAndGet();
        for (int n = 0; n < total; n += 1) {
          String part = text.substring(n * PART, Math.min(text.length(), (n + 1) * PART));
          OptionalParameter[] sar = {
            new OptionalParameter.Sar_msg_ref_num(reference),
            new OptionalParameter.Sar_total_segments((byte) total),
            new OptionalParameter.Sar_segment_seqnum((byte) (n + 1)),
          };
          id = submit(words, new RawDataCoding((byte) 8), part.getBytes(StandardCharsets.UTF_16BE), total == 1 ? new OptionalParameter[0] : sar);
        }
      }
      say("accepted " + words[1] + " " + id);
    } catch (NegativeResponseException refused) {
      say("refused " + words[1] + " " + refused.getCommandStatus());
    } catch (Exception failed) {
      failed.printStackTrace();
      say("refused " + words[1] + " -1");
    }
  }

  private static String submit(String[] words, DataCoding coding, byte[] octets, OptionalParameter... more) throws Exception {
    byte zero = 0;
    boolean isName = !words[2].matches("\\d*");
    while (true) {
      try {
        return session.submitShortMessage("",
            isName ? TypeOfNumber.ALPHANUMERIC : TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN, words[2].equals("-") ? "" : words[2],
            TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, words[3].replace("+", ""),
            new ESMClass(), zero, zero, null, null, new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE), zero, coding, zero, octets, more).getMessageId();
      } catch (NegativeResponseException refused) {
        if (refused.getCommandStatus() != THROTTLED) throw refused;
        say("throttled " + words[1]);
        Thread.sleep(200);
      }
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }

  private static class Deliveries implements MessageReceiverListener {
    public void onAcceptDeliverSm(DeliverSm delivered) throws ProcessRequestException {
      if (!MessageType.SMSC_DEL_RECEIPT.containedIn(delivered.getEsmClass())) {
        boolean isWide = delivered.getDataCoding() == 8;
        String text = new String(delivered.getShortMessage(), isWide ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE));
        say("reply " + delivered.getSourceAddr() + " " + delivered.getDestAddress() + " " + hex);
        return;
      }
      try {
        DeliveryReceipt receipt = delivered.getShortMessageAsDeliveryReceipt();
        say("receipt " + receipt.getId() + " " + receipt.getFinalStatus() + " " + receipt.getError());
      } catch (InvalidDeliveryReceiptException failed) {
        throw new ProcessRequestException(failed.getMessage(), 8);
      }
    }

    public void onAcceptAlertNotification(AlertNotification notification) {}

    public DataSmResult onAcceptDataSm(DataSm text, Session session) throws ProcessRequestException {
      throw new ProcessRequestException("not taken", 3);
    }
  }
}
