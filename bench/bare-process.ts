import { createServer } from "node:http";

/* `node bare-process.ts <bytes>`: node:http that reads a body and answers so many bytes, and does nothing else. */
const body = Buffer.alloc(Number(process.argv[2]), 0x30);
const headers = { "content-type": "application/ocsp-response", "content-length": body.length };
const server = createServer((request, response) => {
  request.on("data", () => undefined).on("end", () => response.writeHead(200, headers).end(body));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`ready ${JSON.stringify({ port: typeof address === "object" ? address?.port : 0 })}\n`);
});
