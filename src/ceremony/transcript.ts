import { hash } from "node:crypto";
import { hostname, userInfo } from "node:os";
import type { Certificate } from "#pki/certificate.ts";
import type { Ceremony } from "./make-hierarchy.ts";

/** The minutes of a ceremony: what was done, when, by whom, and the digest of everything that was made. */
export interface Transcript {
  step(sentence: string): void;
  certificate(sentence: string, certificate: Certificate): void;
  file(name: string, contents: string | Uint8Array): void;
  text(): string;
}

/** Begins the minutes; the times of the steps are the ceremony's `now` and what has passed since. */
export function openTranscript({ now, by, statusUrl }: Pick<Ceremony, "now" | "by" | "statusUrl">): Transcript {
  const begun = performance.now();
  const lines: string[] = [];
  const at = () => new Date(now.getTime() + performance.now() - begun).toISOString();
  const step = (sentence: string) => {
    lines.push(`${at()}  ${lines.filter((line) => !line.startsWith(" ")).length + 1}. ${sentence}`);
  };
  const note = (text: string) => {
    lines.push(`${" ".repeat(28)}${text}`);
  };

  step("The ceremony began.");
  note(`present: ${by.join(", ")}`);
  note(
    `machine: ${hostname()}, account: ${userInfo().username}, Node ${process.version}, OpenSSL ${process.versions.openssl}`,
  );
  note(`addresses in certificates begin with: ${statusUrl}`);

  return {
    step,
    certificate(sentence, certificate) {
      step(sentence);
      note(`serial: ${certificate.serial}`);
      note(`in force: ${certificate.notBefore.toISOString()} to ${certificate.notAfter.toISOString()}`);
      note(`SHA-256 of the certificate: ${hash("sha256", certificate.der)}`);
      note(`SHA-256 of its public key: ${hash("sha256", certificate.spki)}`);
    },
    file(name, contents) {
      step(`${name} was written.`);
      note(`SHA-256 of the file: ${hash("sha256", contents)}`);
    },
    text: () => `${[...lines, `${at()}  The ceremony ended.`].join("\n")}\n`,
  };
}
