/** The parts of a date for the message `common.date`, for browsers, which know no Kazakh months. */
export function browserDate(iso: string): { year: string; month: string; day: string } {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: "Asia/Almaty",
    year: "numeric",
    month: "numeric",
    day: "numeric",
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return { year: part("year"), month: part("month"), day: part("day") };
}
