import { readEnv } from "#platform/env.ts";
import { seedMany } from "../../prisma/seed-many.ts";
import { makeFolders } from "./folders.ts";
import { holdFolder } from "./hold-folder.ts";
import { openRegister } from "./register.ts";

/*
 * `npm run seed:many [-- 1000000]`: fills the register of the demonstration with about so many synthetic certificates, to
 * see how the lists and the services do with them. `npm start` must have run once, and must not be running.
 */
try {
  const certificates = Number(process.argv[2] ?? 1_000_000);
  if (!Number.isSafeInteger(certificates) || certificates < 1) throw new Error("How many certificates? A number.");
  const env = readEnv(process.env);
  const folders = makeFolders(env.TANBA_VAR);
  const release = holdFolder(folders.var);
  const register = await openRegister(env, folders);
  try {
    await seedMany(register.ownerUrl, {
      ...{ certificates, statusUrl: env.TANBA_STATUS_URL, crlShards: env.TANBA_CRL_SHARDS },
      tell: (step) => console.log(`${new Date().toISOString()}  ${step}`),
    });
  } finally {
    await register.cluster?.stop();
    release();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
