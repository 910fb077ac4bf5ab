import { expect, test } from "vitest";
import { shortFileName } from "#ui/short-file-name.ts";

test("a short file name is told whole", () => {
  expect(shortFileName("AUTH_RSA256_f6.p12")).toBe("AUTH_RSA256_f6.p12");
});

test("a long one keeps what it is for and what tells it apart", () => {
  expect(shortFileName("AUTH_RSA256_f64670832964820b43471799666d8547baa4f2c1.p12")).toBe(
    "AUTH_RSA256_f646708…baa4f2c1.p12",
  );
});
