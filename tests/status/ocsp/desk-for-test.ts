import { type CertificateRow, certificateIndex } from "#status/ocsp/certificate-index.ts";
import { issuerRecogniser, type KnownStatuses } from "#status/ocsp/known-statuses.ts";
import { ocspResponder } from "#status/ocsp/responder.ts";
import { unissuedAlarm } from "#status/ocsp/unissued.ts";
import type { ServiceKey } from "#status/service-key.ts";
import { NOW, type TestHierarchy, testHierarchy } from "#tests/support/authority.ts";
import { questionAbout, responderKeyOf } from "#tests/support/ocsp.ts";

let made: Promise<{ hierarchy: TestHierarchy; key: ServiceKey }> | undefined;

/** One hierarchy and one responder's key do for a whole file of tests. */
function makeOnce() {
  made ??= testHierarchy().then((hierarchy) => ({ hierarchy, key: responderKeyOf(hierarchy) }));
  return made;
}

/** A responder over an index in memory, without a register, whose knowledge is of `NOW` until a test moves it. */
export async function responderForTest(rows: readonly CertificateRow[] = []) {
  const { hierarchy, key } = await makeOnce();
  const issuer = hierarchy.issuing;
  const index = certificateIndex();
  for (const row of rows) index.set(row);
  const warnings: unknown[] = [];
  const log = { warn: (said: unknown) => void warnings.push(said), error: (said: unknown) => void warnings.push(said) };
  const state: { known: KnownStatuses | undefined; key: ServiceKey | undefined } = {
    known: { issuer, index, isAsked: issuerRecogniser(issuer), knownAt: NOW },
    key,
  };
  const alarm = unissuedAlarm(log);
  const responder = ocspResponder({ known: () => state.known, key: () => state.key, log, alarm });
  return {
    ...{ hierarchy, issuer, index, state, warnings, alarm, responder },
    /** What is known, as of another instant. */
    knowAt(knownAt: Date) {
      state.known = { issuer, index, isAsked: issuerRecogniser(issuer), knownAt };
    },
    ask: (serials: string | readonly string[], nonce?: Uint8Array, now = NOW) =>
      responder.answer(
        questionAbout(
          issuer,
          [serials].flat().map((serial) => ({ serial })),
          { ...(nonce && { nonce }) },
        ),
        now,
      ),
  };
}
