/** What a notice or a tag means; colour, icon and words all follow from it. */
export type Tone = "neutral" | "info" | "success" | "warning" | "danger";
