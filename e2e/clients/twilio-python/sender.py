"""A program that sends with Twilio's library for Python, unmodified, through the gateway: docs/doors/twilio.md.

    TWILIO_AUTH_TOKEN=... sender.py <url of the gateway> <account SID>

It answers each line of its input with one line: {"create": {"to", "body", "statusCallback"}}, {"fetch": <sid>}, {"list": true},
{"delete": <sid>}, {"validate": {"url", "fields", "signature"}}.
"""
import json
import os
import sys

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

url_of_gateway, account_sid = sys.argv[1:]
token = os.environ['TWILIO_AUTH_TOKEN']


class Gateway(TwilioHttpClient):
    def request(self, method, url, *args, **kwargs):
        return super().request(method, url.replace('https://api.twilio.com', url_of_gateway), *args, **kwargs)


client = Client(account_sid, token, http_client=Gateway())
validator = RequestValidator(token)


def show(message):
    return {
        'sid': message.sid,
        'status': message.status,
        'code': message.error_code,
        'message': message.error_message,
    }


def answer(command):
    if 'create' in command:
        wanted = command['create']
        return show(client.messages.create(to=wanted['to'], body=wanted['body'], status_callback=wanted['statusCallback']))
    if 'fetch' in command:
        return show(client.messages(command['fetch']).fetch())
    if 'delete' in command:
        return {'deleted': client.messages(command['delete']).delete()}
    if 'list' in command:
        return {'listed': len(client.messages.list())}
    callback = command['validate']
    return {'valid': validator.validate(callback['url'], callback['fields'], callback['signature'])}


for line in sys.stdin:
    try:
        said = answer(json.loads(line))
    except TwilioRestException as error:
        said = {'error': {'code': error.code, 'message': error.msg, 'status': error.status}}
    except TwilioException as error:
        # `list` raises the response itself, with the body unread.
        body = json.loads(error.args[1].text)
        said = {'error': {name: body[name] for name in ('code', 'message', 'status')}}
    print(json.dumps(said), flush=True)
