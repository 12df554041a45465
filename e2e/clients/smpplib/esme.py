"""A system that submits over SMPP with smpplib, bound as a transceiver: docs/doors/smpp.md.

    SMPP_PASSWORD=... esme.py <host> <port> <system id>

It obeys each line of its input: {"submit": <name>, "to", "text"}, long texts in parts by UDH, or {"enquire": true}. It prints a line when
it is bound, {"bound"}, for each answer, {"accepted": <name>, "ids"} or {"refused": <name>, "status"}, {"enquired"}, for each
{"receipt": <id>, "stat", "err"}, and when it has unbound at the end of its input, {"unbound"}.
"""
import json
import os
import queue
import re
import sys
import threading

import smpplib.client
import smpplib.consts
import smpplib.gsm
import smpplib.smpp

WINDOW = 20


def say(**line):
    print(json.dumps(line), flush=True)


class Esme(smpplib.client.Client):
    def __init__(self, host, port):
        super().__init__(host, port, timeout=30, allow_unknown_opt_params=True)
        self.in_flight = {}
        self.ids = {}
        self.set_message_sent_handler(self.accepted)
        self.set_error_pdu_handler(self.refused)
        self.set_message_received_handler(self.received)

    def read_pdu(self):
        pdu = super().read_pdu()
        if pdu.command == 'enquire_link_resp':
            say(enquired=True)
        return pdu

    def submit(self, name, to, text):
        parts, coding, esm_class = smpplib.gsm.make_parts(text)
        self.ids[name] = []
        for part in parts:
            while len(self.in_flight) >= WINDOW:
                self.read_once()
            pdu = self.send_message(
                source_addr='',
                dest_addr_ton=smpplib.consts.SMPP_TON_INTL,
                dest_addr_npi=smpplib.consts.SMPP_NPI_ISDN,
                destination_addr=to,
                short_message=part,
                data_coding=coding,
                esm_class=esm_class,
                registered_delivery=True,
            )
            self.in_flight[pdu.sequence] = (name, len(parts))

    def accepted(self, pdu):
        name, parts = self.in_flight.pop(pdu.sequence)
        self.ids[name].append(pdu.message_id.decode())
        if len(self.ids[name]) == parts:
            say(accepted=name, ids=self.ids.pop(name))

    def refused(self, pdu):
        name, _ = self.in_flight.pop(pdu.sequence)
        say(refused=name, status=pdu.status)

    def received(self, pdu):
        stat, err = re.search(rb'stat:(\w+) err:(\w+)', pdu.short_message).groups()
        say(receipt=pdu.receipted_message_id.decode(), stat=stat.decode(), err=err.decode())


def read_lines(commands):
    for line in sys.stdin:
        commands.put(json.loads(line))
    commands.put(None)


host, port, system_id = sys.argv[1:]
esme = Esme(host, int(port))
esme.connect()
esme.bind_transceiver(system_id=system_id, password=os.environ['SMPP_PASSWORD'])
say(bound=True)

commands = queue.Queue()
threading.Thread(target=read_lines, args=[commands], daemon=True).start()
while True:
    esme.poll()
    try:
        command = commands.get(timeout=0.02)
    except queue.Empty:
        continue
    if command is None:
        break
    if 'submit' in command:
        esme.submit(command['submit'], command['to'], command['text'])
    else:
        esme.send_pdu(smpplib.smpp.make_pdu('enquire_link', client=esme))
esme.unbind()
esme.disconnect()
say(unbound=True)
