import NextAuth from "next-auth";
import { authOptions } from "@/lib/platform/auth/auth-options.server";

export const dynamic = "force-dynamic";
const handler = (request: Request, context: unknown) => NextAuth(authOptions())(request, context);

export { handler as GET, handler as POST };
