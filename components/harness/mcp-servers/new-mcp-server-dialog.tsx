"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CreateDialog } from "@/components/ui/create-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { mcpServersQuery } from "@/lib/harness/mcp-servers/mcp-server-queries";
import type { NewMcpServer } from "@/lib/harness/mcp-servers/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Keeps the address of a server. It is not called before somebody lists its tools. */
export function NewMcpServerDialog({ tenant, open, onClose }: { tenant: string; open: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const router = useRouter();
  const make = useMutation({
    mutationFn: (body: NewMcpServer) =>
      unwrap(api.POST("/api/v1/{tenant}/mcp-servers", { params: { path: { tenant } }, body })),
    onSuccess: async ({ name }) => {
      await client.invalidateQueries(mcpServersQuery(tenant));
      router.push(`/${tenant}/tools/servers/${name}`);
    },
  });
  return (
    <CreateDialog
      open={open}
      onClose={onClose}
      title="Add an MCP server"
      width={560}
      action="Add server"
      make={make}
      read={newServer}
    >
      <Field label="Name" hint="It stands in front of the key of every tool: lower-case letters, digits and _.">
        <Input name="name" required pattern="[a-z][a-z0-9_]{0,19}" autoComplete="off" spellCheck={false} />
      </Field>
      <Field label="Address" hint="Streamable HTTP, often ending with /mcp.">
        <Input
          name="url"
          type="url"
          required
          placeholder="https://mcp.example.com/mcp"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <div className="grid grid-cols-3 gap-3">
        <Field label="Secret" hint="Its name under Secrets; empty for none.">
          <Input name="secret" autoComplete="off" spellCheck={false} />
        </Field>
        <Field label="Sent as header">
          <Input name="header" defaultValue="Authorization" />
        </Field>
        <Field label="After the text">
          <Input name="prefix" defaultValue="Bearer " />
        </Field>
      </div>
    </CreateDialog>
  );
}

function newServer(fields: FormData): NewMcpServer {
  const text = (name: string) => String(fields.get(name) ?? "").trim();
  const secret = text("secret")
    ? { name: text("secret"), header: text("header"), prefix: String(fields.get("prefix") ?? "") }
    : null;
  return { name: text("name"), url: text("url"), secret };
}
