import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { parseCertificate } from "#pki/certificate.ts";
import { systemClock } from "#platform/clock.ts";
import { readEnv } from "#platform/env.ts";
import { openLog } from "#platform/log.ts";
import { openCheckpointFile } from "./checkpoint-file.ts";
import { openCheckpointKey } from "./checkpoint-key.ts";
import { readGivenUp } from "./given-up.ts";
import { harden } from "./harden.ts";
import { openJournal } from "./journal.ts";
import { localCheckpointSigner } from "./local-checkpoint-signer.ts";
import { localSigner } from "./local-signer.ts";
import { readPassphrase } from "./read-passphrase.ts";
import { selfTest } from "./self-test.ts";
import { signerServer } from "./server.ts";
import { type SignerSettings, signerSettings } from "./settings.ts";
import { openSoftwareKey } from "./software-key.ts";
import { takeLock } from "./take-lock.ts";

/** Starts the signer on its socket; returns when it answers. */
async function start(): Promise<void> {
  harden();
  const env = readEnv(process.env);
  const settings = signerSettings(env);
  const output = openLog("signer", { level: env.TANBA_LOG_LEVEL });

  const passphrase = await readPassphrase();
  const key = openSoftwareKey(readFileSync(settings.keyPath, "utf8"), passphrase);
  const issuing = parseCertificate(readFileSync(settings.issuingPath));
  const root = parseCertificate(readFileSync(settings.rootPath));
  selfTest({ key, issuing, root, now: systemClock.now() });

  mkdirSync(dirname(settings.journalPath), { recursive: true, mode: 0o700 });
  await takeLock(dirname(settings.journalPath));
  const journal = await openJournal(settings.journalPath);
  const signaturesPerMinute = env.TANBA_SIGNER_PER_MINUTE;
  const signer = localSigner({ issuer: issuing, key, journal, clock: systemClock, signaturesPerMinute });
  const log = await openLogSigner(settings, passphrase);

  const server = signerServer({ ...signer, ...log }, (cause) => {
    process.stderr.write(`signer: stopped, because what was signed may not be on record: ${cause}\n`);
    process.exit(1);
  });
  mkdirSync(dirname(settings.socketPath), { recursive: true, mode: 0o700 });
  // the lock is ours, so a socket that is there was left behind by a process that is gone
  rmSync(settings.socketPath, { force: true });
  server.listen(settings.socketPath);
  await once(server, "listening");
  // whoever shares the signer's group may ask; the folder around decides who gets that far
  chmodSync(settings.socketPath, 0o660);
  const stop = () => {
    server.close(() => {
      void journal.close().then(() => process.exit(0));
    });
    server.closeIdleConnections();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  output.info({ socket: settings.socketPath }, "ready");
}

/** The log's key and what was signed with it last; that it can be read and is ours is part of the self-test. */
async function openLogSigner(settings: SignerSettings, passphrase: Uint8Array) {
  if (!existsSync(settings.checkpointKeyPath)) {
    throw new Error(`the log's key ${settings.checkpointKeyPath} is missing: run src/supervisor/authority-main.ts`);
  }
  const read = (path: string) => readFileSync(path, "utf8");
  const key = openCheckpointKey(read(settings.checkpointKeyPath), read(settings.verifierKeyPath), passphrase);
  const file = await openCheckpointFile(settings.checkpointsPath);
  const log = localCheckpointSigner({ key, file, givenUp: () => readGivenUp(settings.givenUpPath) });
  await log.signedLast();
  return log;
}

try {
  await start();
} catch (error) {
  process.stderr.write(`signer: ${error instanceof Error ? error.message : "did not start"}\n`);
  process.exit(1);
}
