import { createServer } from "node:net";

/** Throws a sentence that names the port when somebody else listens on it. */
export async function requireFreePort(port, variable, what) {
  const code = await new Promise((done) => {
    const server = createServer();
    server.once("error", (error) => done(error.code));
    server.listen(port, "127.0.0.1", () => server.close(() => done(null)));
  });
  if (code === null) return;
  if (code === "EADDRINUSE")
    throw new Error(
      `Port ${port} is in use, and ${what} needs it. Stop the other program, or choose another port: ${variable}=${port + 1} npm start`,
    );
  throw new Error(
    `Port ${port} cannot be used for ${what} (${code}). Choose another port: ${variable}=8${String(port).slice(-3)} npm start`,
  );
}
