-- What a person did on the first way around that no other table knows.
CREATE TABLE "first_loop" (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "inspected_at" TIMESTAMPTZ(3),
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "first_loop_pkey" PRIMARY KEY ("tenant_id","user_id")
);

SELECT isolate_table('first_loop');
GRANT SELECT, INSERT, UPDATE ON "first_loop" TO slip_app;
