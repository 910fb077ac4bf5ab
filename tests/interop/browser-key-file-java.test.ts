import { execFileSync, spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { changeFilePassword } from "#browser/keystore/change-file-password.ts";
import { openPkcs12 } from "#pki/pkcs12.ts";
import { sealPkcs12 } from "#pki/pkcs12-seal.ts";
import { exportPkcs12, makeHolder, OLD } from "#tests/pki/key-files.ts";
import { needProgram } from "#tests/support/need.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";

const PASSWORD = "Alatau-7_kok";
const folder = temporaryFolder();
const openssl = opensslIn(folder);
const keytool = (...args: readonly string[]) =>
  execFileSync(needProgram("keytool"), ["-J-Duser.language=en", ...args], { cwd: folder, encoding: "utf8" });

it("Java opens a key file of ours: the certificate under its alias, and the key", async () => {
  makeHolder(openssl);
  const [entry] = await openPkcs12(exportPkcs12(openssl, [], { password: PASSWORD }), PASSWORD, { crypto });
  if (!entry) throw new Error("no key inside");
  openssl.write("ours.p12", await sealPkcs12({ ...entry, password: PASSWORD, friendlyName: "0a1b2c" }, { crypto }));

  const store = ["-storetype", "PKCS12", "-keystore", "ours.p12", "-storepass", PASSWORD];
  expect(keytool("-list", "-v", ...store)).toMatch(/Alias name: 0a1b2c[\s\S]*Entry type: PrivateKeyEntry/);
  // the key itself is read only where it is copied
  keytool(
    ...["-importkeystore", "-srckeystore", "ours.p12", "-srcstorepass", PASSWORD, "-noprompt"],
    ...["-destkeystore", "copy.p12", "-deststoretype", "PKCS12", "-deststorepass", PASSWORD],
  );
  await expect(openPkcs12(openssl.read("copy.p12"), PASSWORD, { crypto })).resolves.toEqual([entry]);
});

it("H3: Java opens a file whose password we changed under its old alias with the new password, and not with the old one", async () => {
  const file = { name: "old.p12", bytes: exportPkcs12(openssl, [...OLD, "-name", "my key"], { password: PASSWORD }) };
  const { bytes } = await changeFilePassword({ file, oldPassword: PASSWORD, newPassword: "Jana-Qupiya7" });
  openssl.write("changed.p12", bytes);
  const list = (password: string) => ["-list", "-keystore", "changed.p12", "-storepass", password];
  expect(keytool(...list("Jana-Qupiya7"))).toMatch(/my key,[^\n]*PrivateKeyEntry/);
  expect(spawnSync(needProgram("keytool"), list(PASSWORD), { cwd: folder }).status).not.toBe(0);
});

it("Java refuses a key file of ours with another password", () => {
  const wrong = ["-list", "-storetype", "PKCS12", "-keystore", "ours.p12", "-storepass", "Wrong-1"];
  expect(spawnSync(needProgram("keytool"), wrong, { cwd: folder }).status).not.toBe(0);
});

it.each([
  ["a modern one", []],
  ["an old one", ["-J-Dkeystore.pkcs12.legacy"]],
])("we open the key files that Java makes: %s", async (_, options) => {
  const name = `java-${options.length}.p12`;
  keytool(
    ...options,
    ...["-genkeypair", "-keystore", name, "-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", "one"],
    ...["-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=Test"],
  );
  await expect(openPkcs12(openssl.read(name), PASSWORD, { crypto })).resolves.toHaveLength(1);
});
