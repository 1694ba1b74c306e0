import type { z } from "zod";
import type { RealProvider } from "@/lib/governance/models/schema";

export type ProviderChoice = z.infer<typeof RealProvider>;
export type Preset = { label: string; provider: ProviderChoice; name: string; baseUrl: string; isLocal: boolean };

/** What can be connected, with the address that each usually has. */
export const PRESETS: readonly Preset[] = [
  {
    label: "Ollama",
    provider: "openai-compatible",
    name: "ollama",
    baseUrl: "http://127.0.0.1:11434/v1",
    isLocal: true,
  },
  {
    label: "LM Studio",
    provider: "openai-compatible",
    name: "lm-studio",
    baseUrl: "http://127.0.0.1:1234/v1",
    isLocal: true,
  },
  { label: "vLLM", provider: "openai-compatible", name: "vllm", baseUrl: "http://127.0.0.1:8000/v1", isLocal: true },
  {
    label: "llama-server",
    provider: "openai-compatible",
    name: "llama-server",
    baseUrl: "http://127.0.0.1:8080/v1",
    isLocal: true,
  },
  { label: "OpenAI", provider: "openai", name: "openai", baseUrl: "https://api.openai.com/v1", isLocal: false },
  {
    label: "Anthropic",
    provider: "anthropic",
    name: "anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    isLocal: false,
  },
  {
    label: "Google",
    provider: "google",
    name: "google",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    isLocal: false,
  },
];

/** What people call the protocol of a connection. */
export const PROVIDER_NAMES: Record<ProviderChoice | "sandbox", string> = {
  sandbox: "Simulated",
  openai: "OpenAI",
  anthropic: "Anthropic",
  google: "Google",
  "openai-compatible": "OpenAI-compatible",
};
