// Replaces Node's crypto and util in the browser bundle (next.config.js): nats.ws and nkeys.js import them
// in branches that a browser never takes.
export default {};
