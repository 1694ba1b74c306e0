import { createApi } from "@/lib/api/app.server";

export const dynamic = "force-dynamic";
const api = createApi();
const serve = (request: Request) => api.fetch(request);

export { serve as DELETE, serve as GET, serve as POST };
