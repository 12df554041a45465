"""A publisher with librdkafka (confluent-kafka) and zstd: docs/publishing.md.

    publisher.py <bootstrap> <name>

It publishes each line of its input, {"key", "value"}, to sms.requested.v1.<name>, and prints a line for each outcome, {"outcome"},
and each dead letter, {"deadLetter"}. It ends with its input.
"""
import json
import sys
import threading

from confluent_kafka import Consumer, Producer

bootstrap, name = sys.argv[1:]
requests = f'sms.requested.v1.{name}'
dead_letters = f'{requests}.dlq'


def messages(record):
    value = json.loads(record.value())
    if not any(key == 'frame' for key, _ in record.headers() or []):
        return [value]
    return [{**value['shared'], **own} for own in value['messages']]


def read(stop):
    consumer = Consumer({'bootstrap.servers': bootstrap, 'group.id': name, 'auto.offset.reset': 'earliest'})
    consumer.subscribe([f'compliance.outcomes.v1.{name}', dead_letters])
    while not stop.is_set():
        record = consumer.poll(0.1)
        if record is None:
            continue
        if record.error():
            raise SystemExit(str(record.error()))
        if record.topic() == dead_letters:
            code = dict(record.headers())['dlq_code'].decode()
            print(json.dumps({'deadLetter': {'key': record.key().decode(), 'code': code}}), flush=True)
        else:
            for outcome in messages(record):
                print(json.dumps({'outcome': outcome}), flush=True)
    consumer.close()


def report(error, _):
    if error is not None:
        print(error, file=sys.stderr)


stop = threading.Event()
reader = threading.Thread(target=read, args=[stop])
reader.start()
producer = Producer({
    'bootstrap.servers': bootstrap,
    'enable.idempotence': True,
    'compression.type': 'zstd',
    'linger.ms': 50,
})
for line in sys.stdin:
    record = json.loads(line)
    producer.produce(requests, key=record['key'], value=record['value'], on_delivery=report)
    producer.poll(0)
unpublished = producer.flush(30)
stop.set()
reader.join()
sys.exit(1 if unpublished else 0)
