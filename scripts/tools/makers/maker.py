# Makes creds with the keys and signatures of nkeys.py, which has no JWTs of its own. The account's seed comes on the
# first line of standard input.
import base64
import json
import os
import sys
import time

import nkeys


def part(value: bytes) -> bytes:
    return base64.urlsafe_b64encode(value).rstrip(b"=")


account = nkeys.from_seed(bytearray(sys.stdin.readline().strip().encode()))
seed = nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER)
user = nkeys.from_seed(bytearray(seed))
now = int(time.time())
claims = {
    "jti": base64.b32encode(os.urandom(20)).decode(),
    "iat": now,
    "exp": now + 3600,
    "iss": account.public_key.decode(),
    "name": "maker",
    "sub": user.public_key.decode(),
    "nats": {
        "pub": {"allow": ["orders.>"]},
        "sub": {"deny": ["secret.>"]},
        "subs": -1,
        "data": -1,
        "payload": -1,
        "type": "user",
        "version": 2,
    },
}
head = part(json.dumps({"typ": "JWT", "alg": "ed25519-nkey"}).encode())
signed = head + b"." + part(json.dumps(claims).encode())
token = signed + b"." + part(account.sign(signed))
print("-----BEGIN NATS USER JWT-----")
print(token.decode())
print("------END NATS USER JWT------\n")
print("-----BEGIN USER NKEY SEED-----")
print(bytes(seed).decode())
print("------END USER NKEY SEED------")
