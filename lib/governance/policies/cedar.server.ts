import { setFlagsFromString } from "node:v8";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";

// V8 of Node 20 aborts the whole process now and then when code that it optimised around a call into WebAssembly has to
// be given up ("unreachable code", `Deoptimizer::DoComputeBuiltinContinuation`). Not to inline such calls avoids it: 0103.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

/** The policy engine. Imported from here and nowhere else, so that no process evaluates policies without the flag. */
export { cedar };
