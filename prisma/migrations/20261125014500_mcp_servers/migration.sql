-- Servers of tools over MCP, and what was approved of each tool beside what is served now (docs/decisions/0044).
CREATE TABLE "mcp_server" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret_name" TEXT,
    "secret_header" TEXT NOT NULL DEFAULT 'Authorization',
    "secret_prefix" TEXT NOT NULL DEFAULT 'Bearer ',
    "server_name" TEXT NOT NULL DEFAULT '',
    "server_version" TEXT NOT NULL DEFAULT '',
    "listed_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mcp_server_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "mcp_tool" (
    "tenant_id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "tool" TEXT NOT NULL,
    "tool_key" TEXT,
    "pinned" JSONB,
    "pinned_fingerprint" TEXT,
    "served" JSONB,
    "served_fingerprint" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mcp_tool_pkey" PRIMARY KEY ("tenant_id","server_id","tool")
);

CREATE UNIQUE INDEX "mcp_server_tenant_id_name_key" ON "mcp_server"("tenant_id", "name");
CREATE UNIQUE INDEX "mcp_tool_tenant_id_tool_key_key" ON "mcp_tool"("tenant_id", "tool_key");
ALTER TABLE "mcp_tool" ADD CONSTRAINT "mcp_tool_tenant_id_server_id_fkey" FOREIGN KEY ("tenant_id", "server_id") REFERENCES "mcp_server"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT isolate_table('mcp_server');
SELECT isolate_table('mcp_tool');
GRANT SELECT, INSERT, UPDATE, DELETE ON mcp_server, mcp_tool TO slip_app;
-- A worker records what a server serves now; it approves nothing.
GRANT SELECT ON mcp_server, mcp_tool TO slip_worker;
GRANT UPDATE (served, served_fingerprint, seen_at) ON mcp_tool TO slip_worker;
