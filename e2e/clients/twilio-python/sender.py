"""A program that sends with Twilio's library for Python, unmodified, through the gateway: docs/doors/twilio.md.

    TWILIO_AUTH_TOKEN=... sender.py <url of the gateway> <account SID> <page>

It answers each line of its input with one line: {"create": {"to", "body", "statusCallback"}}, {"fetch": <sid>}, {"list": true},
{"delete": <sid>}, {"validate": {"url", "fields", "signature"}}.
"""
import json
import os
import re
import sys

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.request_validator import RequestValidator

url_of_gateway, account_sid, page = sys.argv[1:]
token = os.environ['TWILIO_AUTH_TOKEN']


# The program of the page, as printed.
with open(page, encoding='utf-8') as text:
    printed = re.search(r'^```python\n(.*?)^```', text.read(), re.M | re.S).group(1)
names = {'account_sid': account_sid, 'auth_token': token, 'token': token}
exec(printed.replace('https://sms.example.com', url_of_gateway), names)
client = names['client']
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
