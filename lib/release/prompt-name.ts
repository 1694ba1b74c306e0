/** The variant that every prompt has. */
export const MAIN_VARIANT = "main";

/** How a prompt is named where its variants stand side by side: `voice`, `voice/short`. */
export const promptName = ({ prompt, variant }: { prompt: string; variant?: string }): string =>
  variant === undefined || variant === MAIN_VARIANT ? prompt : `${prompt}/${variant}`;

/** The reference behind such a name; `main` is left out. */
export function promptOfName(name: string): { prompt: string; variant?: string } {
  const [prompt = "", variant] = name.split("/");
  return variant === undefined ? { prompt } : { prompt, variant };
}
