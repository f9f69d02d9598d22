// Opens the way to a NATS server: TCP, its INFO, and TLS as INFO or the configuration asks for. TLS is
// always verified; no switch turns that off. Called by bridge.mjs once for each browser that
// was let in; nothing is dialled but what the configuration names.
import net from "node:net";
import tls from "node:tls";
import { makeEnd, TLS_FAULTS } from "./close-codes.mjs";
import { MAX_INFO_BYTES, readInfo } from "./info.mjs";

/** @typedef {import("../config/bridge-options.mjs").BridgeTarget} BridgeTarget */
/** @typedef {import("./close-codes.mjs").End} End */

/**
 * @typedef {object} Upstream
 * @property {net.Socket} socket paused; a tls.TLSSocket where TLS is used
 * @property {Buffer} first what was read: INFO, and what may stand behind it
 */

/**
 * @param {BridgeTarget} target
 * @param {number} limitMs for all of it
 * @param {AbortSignal} signal ends it; what it gives then is of no interest
 * @returns {Promise<{ok: true, upstream: Upstream} | {ok: false, end: End}>} never rejects
 */
export function dial(target, limitMs, signal) {
  return new Promise((resolve) => {
    const isTlsFirst = target.tls === "first";
    /** @type {"tcp" | "tls" | "info"} */
    let stage = "tcp";
    /** @type {Buffer[]} */
    let read = [];
    let readBytes = 0;
    let isOver = false;
    const tcp = net.connect({ host: target.host, port: target.port, noDelay: true });
    /** @type {net.Socket} */
    let socket = tcp;

    /** @param {End} end */
    const fail = (end) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      socket.destroy();
      tcp.destroy();
      resolve({ ok: false, end });
    };
    const give = () => {
      isOver = true;
      clearTimeout(timer);
      socket.pause();
      socket.off("data", heard);
      resolve({ ok: true, upstream: { socket, first: Buffer.concat(read, readBytes) } });
    };
    const late = () => {
      if (stage === "tcp") fail(makeEnd("upstream-refused", "ETIMEDOUT"));
      else if (stage === "tls") fail(makeEnd("upstream-tls", "ETIMEDOUT"));
      else fail(makeEnd("upstream-silent"));
    };
    // After a hold-up timers come before sockets: what has arrived by then is heard first.
    const timer = setTimeout(() => setImmediate(late), limitMs);
    signal.addEventListener("abort", () => fail(makeEnd("stopped")), { once: true });

    /** @param {NodeJS.ErrnoException} error */
    const failed = (error) => {
      if (stage === "tls" || isTlsFault(error)) fail(makeEnd("upstream-tls", error.code));
      else fail(makeEnd(stage === "tcp" ? "upstream-refused" : "not-nats", error.code));
    };
    const ended = () => fail(makeEnd(stage === "tls" ? "upstream-tls" : "not-nats", "ECONNRESET"));

    /** @param {() => void} then */
    const secure = (then) => {
      stage = "tls";
      tcp.off("data", heard);
      socket = tls.connect({ socket: tcp, ...tlsOptions(target) });
      socket.once("secureConnect", then);
      socket.on("error", failed);
      socket.on("close", ended);
    };
    const listen = () => {
      stage = "info";
      socket.on("data", heard);
    };
    /** @param {Buffer} chunk */
    const heard = (chunk) => {
      read.push(chunk);
      readBytes += chunk.length;
      const all = read.length === 1 ? chunk : Buffer.concat(read, readBytes);
      read = [all];
      const end = all.indexOf("\n");
      const start = all.toString("latin1", 0, 5).toUpperCase();
      if (!"INFO ".startsWith(start) || (end < 0 && readBytes > MAX_INFO_BYTES)) {
        fail(makeEnd("not-nats"));
      } else if (end >= 0) {
        informed(all, end);
      }
    };
    /**
     * @param {Buffer} all
     * @param {number} end
     */
    const informed = (all, end) => {
      const info = readInfo(all.toString("utf8", 0, end).trimEnd());
      if (info === undefined) return fail(makeEnd("not-nats"));
      if (info["tls_verify"] === true && target.cert === undefined) {
        return fail(makeEnd("upstream-tls", TLS_FAULTS.clientCertificate));
      }
      if (isTlsFirst || (info["tls_required"] !== true && target.tls === "auto")) return give();
      if (info["tls_required"] !== true && info["tls_available"] !== true) {
        return fail(makeEnd("upstream-tls", TLS_FAULTS.notOffered));
      }
      // Said in clear, before there was anyone to vouch for it.
      if (all.length > end + 1) return fail(makeEnd("not-nats"));
      secure(give);
    };

    tcp.once("connect", () => (isTlsFirst ? secure(listen) : listen()));
    tcp.on("error", failed);
    tcp.on("close", ended);
  });
}

/** @param {BridgeTarget} target */
function tlsOptions({ host, serverName, ca, cert, key }) {
  const name = serverName ?? host;
  return {
    host: name,
    // A name only: RFC 6066 allows no address there. An address is compared with the certificate's.
    ...(net.isIP(name) === 0 ? { servername: name } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
    rejectUnauthorized: true,
    minVersion: /** @type {const} */ ("TLSv1.2"),
  };
}

/**
 * With TLS 1.3 a server refuses a client's certificate only after the handshake, at the first read.
 * @param {NodeJS.ErrnoException} error
 */
export function isTlsFault(error) {
  return error.code?.startsWith("ERR_SSL_") ?? false;
}
