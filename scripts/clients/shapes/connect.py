# Connects with each of the creds files and prints one line for each: file, answer, words. A client that reads for ever
# is interrupted. Run by shapes.mjs.
import asyncio
import signal
import sys

import nats

HANG_S = 3


class Hangs(BaseException):
    pass


def interrupt(_signal, _frame):
    raise Hangs()


async def quiet(_error):
    pass


async def connect(server, file):
    nc = await nats.connect(
        server,
        user_credentials=file,
        allow_reconnect=False,
        connect_timeout=30,
        error_cb=quiet,
    )
    await nc.close()


# A client that loops uses the processor, so a busy machine makes none hang.
signal.signal(signal.SIGVTALRM, interrupt)
for file in sys.argv[2:]:
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_S)
    try:
        asyncio.run(connect(sys.argv[1], file))
        print(f"{file}\taccepted\t")
    except Hangs:
        print(f"{file}\thangs\t")
    except Exception as error:
        words = " ".join(f"{type(error).__name__}: {error}".split())
        print(f"{file}\trefused\t{words}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    sys.stdout.flush()
