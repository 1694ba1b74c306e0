-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "tenant" (
    "tenant_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "four_eyes" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "project" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "project_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "membership" (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("tenant_id","user_id")
);

-- CreateTable
CREATE TABLE "invite" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invite_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "project_id" UUID NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "policy_set" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_set_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "tenant_id" UUID NOT NULL,
    "set_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "cedar_text" TEXT NOT NULL,
    "schema_hash" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "parent" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("tenant_id","set_id","version")
);

-- CreateTable
CREATE TABLE "policy_activation" (
    "tenant_id" UUID NOT NULL,
    "set_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_activation_pkey" PRIMARY KEY ("tenant_id","set_id","seq")
);

-- CreateTable
CREATE TABLE "decision" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" UUID,
    "node_key" TEXT,
    "step_key" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "harness_slug" TEXT,
    "environment" TEXT,
    "action" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "obligations" TEXT[],
    "input" JSONB NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "latency_us" INTEGER NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "secret" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "allowed_hosts" TEXT[],
    "version" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "secret_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "provider_connection" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "base_url" TEXT,
    "secret_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'untested',
    "checks" JSONB NOT NULL DEFAULT '[]',
    "tested_at" TIMESTAMPTZ(3),
    "rev" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_connection_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "model_card" (
    "tenant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "model_id" TEXT NOT NULL,
    "context_window" INTEGER NOT NULL,
    "max_output" INTEGER NOT NULL,
    "capabilities" JSONB NOT NULL,
    "prices" JSONB,
    "source" TEXT NOT NULL,
    "rev" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "model_card_pkey" PRIMARY KEY ("tenant_id","connection_id","model_id")
);

-- CreateTable
CREATE TABLE "harness" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "harness_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "draft" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rev" INTEGER NOT NULL,
    "doc" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "draft_op" (
    "tenant_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "rev" INTEGER NOT NULL,
    "actor_id" TEXT NOT NULL,
    "commands" JSONB NOT NULL,
    "batch_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_op_pkey" PRIMARY KEY ("tenant_id","draft_id","rev")
);

-- CreateTable
CREATE TABLE "draft_snapshot" (
    "tenant_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "rev" INTEGER NOT NULL,
    "doc" JSONB NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_snapshot_pkey" PRIMARY KEY ("tenant_id","draft_id","rev")
);

-- CreateTable
CREATE TABLE "asset" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "asset_revision" (
    "tenant_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "rev" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "body_hash" TEXT NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "author_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_revision_pkey" PRIMARY KEY ("tenant_id","asset_id","rev")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "executor_id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "draining" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("executor_id")
);

-- CreateTable
CREATE TABLE "release" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "number" INTEGER,
    "state" TEXT NOT NULL,
    "program" JSONB NOT NULL,
    "manifest" JSONB NOT NULL,
    "readiness" JSONB NOT NULL,
    "program_hash" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "environment_route" (
    "tenant_id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "release_id" UUID NOT NULL,
    "rev" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "environment_route_pkey" PRIMARY KEY ("tenant_id","harness_id","environment")
);

-- CreateTable
CREATE TABLE "route_event" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "from_id" UUID,
    "to_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "route_event_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "run" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "harness_id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "worker_id" TEXT,
    "thread_id" UUID,
    "end_user" TEXT,
    "started_by" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "request_hash" TEXT,
    "input" JSONB NOT NULL,
    "output" JSONB,
    "error" JSONB,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "steps" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,
    "taint" TEXT[],
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "journal_entry" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "node_key" TEXT NOT NULL,
    "iteration_path" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "journal_entry_pkey" PRIMARY KEY ("tenant_id","run_id","seq")
);

-- CreateTable
CREATE TABLE "effect" (
    "tenant_id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "node_key" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "request_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "response" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "effect_pkey" PRIMARY KEY ("tenant_id","idempotency_key")
);

-- CreateTable
CREATE TABLE "thread" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "harness_id" UUID NOT NULL,
    "end_user" TEXT,
    "next_seq" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_message_at" TIMESTAMPTZ(3),

    CONSTRAINT "thread_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "thread_message" (
    "tenant_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "parts" JSONB NOT NULL,
    "tokens" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "trust" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "op_index" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "redacted_at" TIMESTAMPTZ(3),

    CONSTRAINT "thread_message_pkey" PRIMARY KEY ("tenant_id","thread_id","seq")
);

-- CreateTable
CREATE TABLE "memory_entry" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "scope_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "head_version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "memory_entry_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "memory_version" (
    "tenant_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" TEXT,
    "tokens" INTEGER NOT NULL,
    "trust" TEXT NOT NULL,
    "author_type" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "op" TEXT NOT NULL,
    "run_id" UUID,
    "step_key" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),
    "redacted_at" TIMESTAMPTZ(3),

    CONSTRAINT "memory_version_pkey" PRIMARY KEY ("tenant_id","entry_id","version")
);

-- CreateTable
CREATE TABLE "context_plan" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "node_key" TEXT NOT NULL,
    "thread_id" UUID,
    "plan_hash" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "provider_input_tokens" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "context_plan_pkey" PRIMARY KEY ("tenant_id","run_id","step_key","attempt")
);

-- CreateTable
CREATE TABLE "model_call" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "connection_id" UUID NOT NULL,
    "model_id" TEXT NOT NULL,
    "usage" JSONB NOT NULL,
    "cost_micros" BIGINT,
    "currency" TEXT,
    "unit_prices" JSONB,
    "simulated" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_call_pkey" PRIMARY KEY ("tenant_id","run_id","step_key","attempt")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenant_slug_key" ON "tenant"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "project_tenant_id_slug_key" ON "project"("tenant_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "invite_tenant_id_token_hash_key" ON "invite"("tenant_id", "token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "policy_set_tenant_id_name_key" ON "policy_set"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "decision_tenant_id_at_id_idx" ON "decision"("tenant_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "decision_tenant_id_run_id_idx" ON "decision"("tenant_id", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "secret_tenant_id_name_key" ON "secret"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "provider_connection_tenant_id_name_key" ON "provider_connection"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "harness_tenant_id_slug_key" ON "harness"("tenant_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "draft_tenant_id_harness_id_name_key" ON "draft"("tenant_id", "harness_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "draft_op_tenant_id_draft_id_batch_id_key" ON "draft_op"("tenant_id", "draft_id", "batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "asset_tenant_id_kind_key_key" ON "asset"("tenant_id", "kind", "key");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "release_tenant_id_harness_id_number_key" ON "release"("tenant_id", "harness_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "release_tenant_id_harness_id_state_content_hash_key" ON "release"("tenant_id", "harness_id", "state", "content_hash");

-- CreateIndex
CREATE INDEX "route_event_tenant_id_harness_id_at_idx" ON "route_event"("tenant_id", "harness_id", "at" DESC);

-- CreateIndex
CREATE INDEX "run_tenant_id_status_queued_at_idx" ON "run"("tenant_id", "status", "queued_at");

-- CreateIndex
CREATE UNIQUE INDEX "run_tenant_id_harness_id_idempotency_key_key" ON "run"("tenant_id", "harness_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "thread_tenant_id_last_message_at_id_idx" ON "thread"("tenant_id", "last_message_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "thread_message_tenant_id_run_id_step_key_op_index_key" ON "thread_message"("tenant_id", "run_id", "step_key", "op_index");

-- CreateIndex
CREATE INDEX "memory_entry_tenant_id_updated_at_id_idx" ON "memory_entry"("tenant_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "memory_entry_tenant_id_project_id_environment_scope_scope_k_key" ON "memory_entry"("tenant_id", "project_id", "environment", "scope", "scope_key", "kind", "key");

-- CreateIndex
CREATE INDEX "context_plan_tenant_id_thread_id_created_at_idx" ON "context_plan"("tenant_id", "thread_id", "created_at");

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("tenant_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("tenant_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite" ADD CONSTRAINT "invite_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("tenant_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("tenant_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_tenant_id_set_id_fkey" FOREIGN KEY ("tenant_id", "set_id") REFERENCES "policy_set"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_activation" ADD CONSTRAINT "policy_activation_tenant_id_set_id_fkey" FOREIGN KEY ("tenant_id", "set_id") REFERENCES "policy_set"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_card" ADD CONSTRAINT "model_card_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "provider_connection"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_tenant_id_harness_id_fkey" FOREIGN KEY ("tenant_id", "harness_id") REFERENCES "harness"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_op" ADD CONSTRAINT "draft_op_tenant_id_draft_id_fkey" FOREIGN KEY ("tenant_id", "draft_id") REFERENCES "draft"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_snapshot" ADD CONSTRAINT "draft_snapshot_tenant_id_draft_id_fkey" FOREIGN KEY ("tenant_id", "draft_id") REFERENCES "draft"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_revision" ADD CONSTRAINT "asset_revision_tenant_id_asset_id_fkey" FOREIGN KEY ("tenant_id", "asset_id") REFERENCES "asset"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memory_version" ADD CONSTRAINT "memory_version_tenant_id_entry_id_fkey" FOREIGN KEY ("tenant_id", "entry_id") REFERENCES "memory_entry"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


