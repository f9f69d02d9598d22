// A worker that speaks just enough NATS to receive messages, and counts their bytes.
self.onmessage = ({ data: { url, subject } }) => {
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  let bytes = 0;
  let isReady = false;
  setInterval(() => postMessage(bytes), 4);
  socket.onmessage = ({ data }) => {
    if (isReady) {
      bytes += data.byteLength;
      return;
    }
    const text = new TextDecoder().decode(data);
    if (text.startsWith("INFO")) {
      socket.send(
        new TextEncoder().encode(
          `CONNECT {"verbose":false,"pedantic":false}\r\nSUB ${subject} 1\r\nPING\r\n`,
        ),
      );
    } else if (text.includes("PONG")) {
      isReady = true;
      postMessage("ready");
    }
  };
};
