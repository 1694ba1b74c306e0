import { RE2JS } from "re2js";

export type Place = { from: number; to: number; name: string };

/** What a guardrail can locate, in RE2 syntax: linear time on any text. */
const PII: Record<string, RE2JS> = {
  email: RE2JS.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,24}"),
  phone: RE2JS.compile(
    "(?:\\+|\\b00)[1-9][0-9]{0,2}[ ./()-]*(?:[0-9][ ./()-]*){6,12}[0-9]|\\b0[1-9][0-9]{1,4}[ /-][0-9 -]{4,10}[0-9]\\b",
  ),
  iban: RE2JS.compile("\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\\b"),
  card: RE2JS.compile("\\b(?:[0-9][ -]?){12,18}[0-9]\\b"),
  ip: RE2JS.compile("\\b(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\b"),
};
const SECRET = RE2JS.compile(
  '\\b(?:sk-[A-Za-z0-9_-]{16,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abp]-[A-Za-z0-9-]{10,}|swy_live_[A-Za-z0-9]{20,}|eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,})|-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|$)|://[^\\s/:@"]+:[^\\s/@"]+@',
);

/** Where a text has personal data of the given types. Cards and accounts count only with their check digits. */
export const findPii = (text: string, types: readonly string[]): Place[] =>
  types.flatMap((type) => {
    const pattern = PII[type];
    return pattern
      ? findAll(pattern, text, type).filter((place) => isReal(type, text.slice(place.from, place.to)))
      : [];
  });

/** Where a text has keys of providers, tokens, private keys and passwords in addresses. */
export const findSecrets = (text: string): Place[] => findAll(SECRET, text, "secret");

/** Every match, from left to right. Empty matches are left out. */
export function findAll(pattern: RE2JS, text: string, name: string): Place[] {
  const matcher = pattern.matcher(text);
  const places: Place[] = [];
  while (matcher.find())
    if (matcher.end() > matcher.start()) places.push({ from: matcher.start(), to: matcher.end(), name });
  return places;
}

function isReal(type: string, found: string): boolean {
  const plain = found.replaceAll(/[ -]/g, "");
  if (type === "card") return plain.length <= 19 && passesLuhn(plain);
  return type === "iban" ? passesMod97(plain) : true;
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** ISO 13616: letters are numbers from 10 on, and the whole is 1 modulo 97. */
function passesMod97(iban: string): boolean {
  const moved = `${iban.slice(4)}${iban.slice(0, 4)}`;
  return [...moved].reduce((rest, char) => Number(`${rest}${Number.parseInt(char, 36)}`) % 97, 0) === 1;
}
