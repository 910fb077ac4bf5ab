/** 31 signs, a prime number of them, without the letters that are mistaken for digits or for each other. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY";
const RANDOM_SIGNS = 12;

/** Bytes from here on would make the first signs of the alphabet likelier than the others. */
const UNFAIR = 256 - (256 % ALPHABET.length);

/**
 * A new request number: 12 random signs (59.4 bits) and one that checks them.
 *
 * @param random as many bytes as asked for, unpredictable
 */
export function newRequestNumber(random: (length: number) => Uint8Array): string {
  let signs = "";
  while (signs.length < RANDOM_SIGNS) {
    for (const byte of random(RANDOM_SIGNS)) {
      if (byte < UNFAIR && signs.length < RANDOM_SIGNS) signs += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return signs + checkSign(signs);
}

/** Whether the text is a number as it is stored: 13 signs, the last of which fits the others. */
export function isRequestNumber(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Y]{13}$/.test(text) && checkSign(text.slice(0, RANDOM_SIGNS)) === text.at(-1);
}

/** What a person typed or pasted, as a number; null when it is none. Spaces, hyphens, case and O, I, L, U are forgiven. */
export function parseRequestNumber(text: string): string | null {
  const signs = text
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1")
    .replaceAll("U", "V");
  return isRequestNumber(signs) ? signs : null;
}

/** As it is shown and printed: XXXX-XXXX-XXXX-C. */
export function formatRequestNumber(number: string): string {
  return number.replace(/^(.{4})(.{4})(.{4})(.)$/, "$1-$2-$3-$4");
}

/** The weights differ modulo a prime, so that one wrong sign or two exchanged ones always show. */
function checkSign(signs: string): string {
  let sum = 0;
  for (let at = 0; at < signs.length; at++) sum += (at + 1) * ALPHABET.indexOf(signs.charAt(at));
  return ALPHABET.charAt(sum % ALPHABET.length);
}
