// Connects with each of the creds files and prints one line for each: file, answer, words. Run by shapes.mjs.
import { readFile } from "node:fs/promises";
import { connect, credsAuthenticator } from "@nats-io/transport-node";

const [servers, ...files] = process.argv.slice(2);
for (const file of files) {
  try {
    const authenticator = credsAuthenticator(await readFile(file));
    const nc = await connect({ servers, authenticator, timeout: 10_000, reconnect: false });
    await nc.close();
    console.log(`${file}\taccepted\t`);
  } catch (error) {
    console.log(`${file}\trefused\t${String(error.message).replace(/\s+/g, " ")}`);
  }
}
