// An SMSC of jSMPP's making on the port it is given, told what to do over standard input, one line a command, its words parted by spaces:
//   deliver <n> <system id> deliver_sm|data_sm <from> <ton> <to> <ton> <esm_class> <data_coding> <octets> [<tag>=<octets>…]
//   unbind-after <n>   the next session is unbound by us once it has submitted n texts, answers still being owed
// Octets and tags are hexadecimal, `-` stands for none. It says on standard output:
//   listens   bound <system id>   done <n> <command status>   submitted <count>   unbound

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.*;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.*;
import org.jsmpp.util.MessageId;

public class ForeignSmsc {
  private static final Map<String, SMPPServerSession> sessions = new ConcurrentHashMap<>();
  private static final ExecutorService workers = Executors.newCachedThreadPool();
  private static final AtomicInteger submitted = new AtomicInteger();
  private static volatile int unbindAfter = Integer.MAX_VALUE;

  public static void main(String[] arguments) throws Exception {
    SMPPServerSessionListener listener = new SMPPServerSessionListener(Integer.parseInt(arguments[0]));
    listener.setPduProcessorDegree(8);
    listener.setQueueCapacity(1_000);
    listener.setMessageReceiverListener(new Texts());
    workers.submit(() -> accept(listener));
    say("listens");
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      if (words[0].equals("unbind-after")) unbindAfter = submitted.get() + Integer.parseInt(words[1]);
      else workers.submit(() -> deliver(words));
    }
    System.exit(0);
  }

  private static Void accept(SMPPServerSessionListener listener) throws Exception {
    while (true) {
      SMPPServerSession session = listener.accept();
      // Its own two seconds are few on a busy machine.
      session.setTransactionTimer(30_000);
      workers.submit(() -> {
        BindRequest bind = session.waitForBind(10_000);
        sessions.put(bind.getSystemId(), session);
        bind.accept("jsmpp", InterfaceVersion.IF_34);
        say("bound " + bind.getSystemId());
        return null;
      });
    }
  }

  private static void deliver(String[] words) {
    int status = 0;
    try {
      SMPPServerSession session = sessions.get(words[2]);
      ESMClass esmClass = new ESMClass((byte) Integer.parseInt(words[8]));
      RegisteredDelivery none = new RegisteredDelivery();
      DataCoding coding = new RawDataCoding((byte) Integer.parseInt(words[9]));
      TypeOfNumber fromTon = TypeOfNumber.valueOf(Byte.parseByte(words[5]));
      TypeOfNumber toTon = TypeOfNumber.valueOf(Byte.parseByte(words[7]));
      NumberingPlanIndicator npi = NumberingPlanIndicator.ISDN;
      OptionalParameter[] more = parameters(words);
      if (words[3].equals("data_sm")) {
        session.dataShortMessage("", fromTon, npi, words[4], toTon, npi, words[6], esmClass, none, coding, more);
      } else {
        byte zero = 0;
        session.deliverShortMessage(
            "", fromTon, npi, words[4], toTon, npi, words[6], esmClass, zero, zero, none, coding, octets(words[10]), more);
      }
    } catch (NegativeResponseException refused) {
      status = refused.getCommandStatus();
    } catch (Exception failed) {
      failed.printStackTrace();
      status = -1;
    }
    say("done " + words[1] + " " + status);
  }

  private static OptionalParameter[] parameters(String[] words) {
    List<OptionalParameter> parameters = new ArrayList<>();
    for (int n = 11; n < words.length; n += 1) {
      String[] parts = words[n].split("=");
      parameters.add(new OptionalParameter.OctetString((short) Integer.parseInt(parts[0], 16), octets(parts[1])));
    }
    return parameters.toArray(new OptionalParameter[0]);
  }

  private static byte[] octets(String text) {
    return text.equals("-") ? new byte[0] : HexFormat.of().parseHex(text);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }

  /** Takes every text, each after a while, under ids in hexadecimal. */
  private static class Texts implements ServerMessageReceiverListener {
    public SubmitSmResult onAcceptSubmitSm(SubmitSm text, SMPPServerSession session) throws ProcessRequestException {
      int count = submitted.incrementAndGet();
      if (count == unbindAfter) workers.submit(() -> leave(session));
      try {
        Thread.sleep(20);
        return new SubmitSmResult(new MessageId(Integer.toHexString(0xAF0000 + count)), new OptionalParameter[0]);
      } catch (Exception failed) {
        throw new ProcessRequestException(failed.getMessage(), 8);
      } finally {
        say("submitted " + count);
      }
    }

    private static Void leave(SMPPServerSession session) throws Exception {
      session.unbindAndClose();
      say("unbound");
      return null;
    }

    public DataSmResult onAcceptDataSm(DataSm text, Session session) throws ProcessRequestException {
      throw new ProcessRequestException("not taken", 3);
    }

    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti text, SMPPServerSession session)
        throws ProcessRequestException {
      throw new ProcessRequestException("not taken", 3);
    }

    public QuerySmResult onAcceptQuerySm(QuerySm text, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not taken", 3);
    }

    public void onAcceptReplaceSm(ReplaceSm text, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not taken", 3);
    }

    public void onAcceptCancelSm(CancelSm text, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not taken", 3);
    }

    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm text, SMPPServerSession session)
        throws ProcessRequestException {
      throw new ProcessRequestException("not taken", 3);
    }

    public void onAcceptCancelBroadcastSm(CancelBroadcastSm text, SMPPServerSession session)
        throws ProcessRequestException {
      throw new ProcessRequestException("not taken", 3);
    }

    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm text, SMPPServerSession session)
        throws ProcessRequestException {
      throw new ProcessRequestException("not taken", 3);
    }
  }
}
