import { ProblemError } from "@/lib/platform/errors/problem";

/** Reads a body of at most `maxBytes` bytes as UTF-8; refuses a larger one (413) before it is all there. */
export async function readTextBody(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const tooLarge = (maxBytes: number) => new ProblemError("too-large", `The body may have at most ${maxBytes} bytes.`);
