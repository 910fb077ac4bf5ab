import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** One letter as it came over the wire. */
export interface ReceivedLetter {
  readonly from: string;
  readonly recipients: readonly string[];
  /** With the dots of SMTP taken out; Latin-1, so that every byte is a character. */
  readonly raw: string;
}

/** What the peer does instead of what it should. */
export type SmtpFault =
  | "takes"
  | "is silent"
  | "answers nonsense"
  | "greets with 421"
  | "says 451 to RCPT"
  | "says 550 to RCPT"
  | "says 451 to DATA"
  | "says 554 to DATA"
  | "is cut before DATA"
  | "is cut after DATA"
  | "says 250 twice";

export interface SmtpPeer {
  readonly url: string;
  readonly port: number;
  /** What it has said 250 to, or has read whole and was cut then. */
  readonly letters: readonly ReceivedLetter[];
  behave(fault: SmtpFault | (() => SmtpFault)): void;
  close(): void;
}

/** An SMTP server of a few lines, over the bare socket, which shares nothing with what it receives from. */
export async function startSmtpPeer(port = 0): Promise<SmtpPeer> {
  const letters: ReceivedLetter[] = [];
  const sockets = new Set<Socket>();
  let fault = (): SmtpFault => "takes";
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    converse(socket, letters, () => fault());
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  onTestFinished(close);
  const address = server.address();
  const at = address !== null && typeof address === "object" ? address.port : 0;
  return {
    ...{ url: `smtp://127.0.0.1:${at}`, port: at, letters, close },
    behave(next) {
      fault = typeof next === "function" ? next : () => next;
    },
  };
}

function converse(socket: Socket, letters: ReceivedLetter[], faultNow: () => SmtpFault): void {
  socket.setEncoding("latin1");
  let read = "";
  let inData = false;
  let from = "";
  let recipients: string[] = [];
  let fault: SmtpFault = "takes";
  const say = (line: string) => void socket.write(`${line}\r\n`);
  if (faultNow() === "greets with 421") return void socket.end("421 too busy\r\n");
  if (faultNow() === "answers nonsense") say("HTTP/1.1 200 OK");
  else if (faultNow() !== "is silent") say("220 peer");

  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "MAIL") {
      fault = faultNow();
      [from, recipients] = [line.slice(10), []];
      return say("250 ok");
    }
    if (verb === "RCPT") {
      if (fault === "says 451 to RCPT") return say("451 later");
      if (fault === "says 550 to RCPT") return say("550 no such user");
      recipients.push(/<(.*)>/.exec(line)?.[1] ?? line);
      return say("250 ok");
    }
    if (verb === "DATA") {
      if (fault === "is cut before DATA") return void socket.destroy();
      inData = true;
      return say("354 go on");
    }
    if (verb === "QUIT") return void socket.end("221 bye\r\n");
    return say("250 ok");
  };
  const letter = (raw: string) => {
    if (fault === "says 451 to DATA") return say("451 later");
    if (fault === "says 554 to DATA") return say("554 not this one");
    letters.push({ from, recipients, raw: raw.replaceAll("\r\n..", "\r\n.") });
    if (fault === "is cut after DATA") return void socket.destroy();
    say("250 kept");
    if (fault === "says 250 twice") say("250 kept");
  };
  socket.on("data", (chunk: string) => {
    if (faultNow() === "is silent") return;
    read += chunk;
    for (;;) {
      const end = read.indexOf(inData ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      const part = read.slice(0, end);
      read = read.slice(end + (inData ? 5 : 2));
      if (inData) {
        inData = false;
        letter(part);
      } else command(part);
    }
  });
}

/** The header fields of a letter, in order, unfolded. @see RFC 5322 section 2.2.3 */
export function headersOf({ raw }: Pick<ReceivedLetter, "raw">): readonly (readonly [name: string, value: string])[] {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
  return head
    .replaceAll(/\r\n[ \t]/g, " ")
    .split("\r\n")
    .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const);
}

export const headerOf = (letter: Pick<ReceivedLetter, "raw">, name: string): string =>
  headersOf(letter)
    .filter(([found]) => found === name)
    .map(([, value]) => value)
    .join(" | ");
