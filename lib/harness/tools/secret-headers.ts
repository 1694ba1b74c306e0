const SECRET_HEADERS = new Set(["authorization", "proxy-authorization", "cookie", "x-api-key", "api-key"]);

/** Whether a header carries a key, so that it is sent as a secret and never written out. */
export const isSecretHeader = (name: string): boolean => SECRET_HEADERS.has(name.toLowerCase());
