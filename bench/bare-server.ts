import { createServer } from "node:http";

/** A node:http server that reads each request and answers all with the same bytes: what is left of HTTP without work. */
const [, , port = "0", bytes = "1000"] = process.argv;
const answer = Buffer.alloc(Number(bytes), 0x30);
createServer((request, response) => {
  request.on("data", () => undefined);
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": answer.length });
    response.end(answer);
  });
}).listen(Number(port), "127.0.0.1", () => process.stdout.write('"ready"\n'));
