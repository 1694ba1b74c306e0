-- Who answers for a harness, when it is not who made it (docs/decisions/0130).
ALTER TABLE "harness" ADD COLUMN "owner_id" UUID;
