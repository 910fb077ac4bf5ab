import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";

/*
 * `node bare-signer.ts <http or net> <port> <bytes>`: for each request one P-256 signature and the same bytes, and nothing
 * else; by node:http, or over bare sockets where nobody reads what is asked.
 */
const [, , kind = "http", port = "0", bytes = "1000"] = process.argv;
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const signed = randomBytes(250);
const answer = "0".repeat(Number(bytes));
const headers = { "content-type": "application/octet-stream", "content-length": answer.length };
const head = `HTTP/1.1 200 OK\r\n${Object.entries(headers)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join("")}\r\n`;

const byHttp = () =>
  createHttpServer((request, response) => {
    request.on("data", () => undefined);
    request.on("end", () => {
      sign("sha256", signed, privateKey);
      response.writeHead(200, headers);
      response.end(answer, "latin1");
    });
  });

const bySockets = () =>
  createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => undefined);
    socket.on("data", () => {
      sign("sha256", signed, privateKey);
      socket.write(head + answer, "latin1");
    });
  });

(kind === "net" ? bySockets() : byHttp()).listen(Number(port), "127.0.0.1", () => process.stdout.write('"ready"\n'));
