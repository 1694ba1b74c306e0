-- Releases that must not run again (docs/decisions/0123). Their content stays as it is.
CREATE TABLE "release_revocation" (
    "tenant_id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_revocation_pkey" PRIMARY KEY ("tenant_id","release_id")
);
ALTER TABLE "release_revocation" ADD CONSTRAINT "release_revocation_tenant_id_release_id_fkey" FOREIGN KEY ("tenant_id", "release_id") REFERENCES "release"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT isolate_table('release_revocation');
GRANT SELECT, INSERT ON "release_revocation" TO slip_app;
GRANT SELECT ON "release_revocation" TO slip_worker;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON "release_revocation" FOR EACH ROW EXECUTE FUNCTION refuse_change();
