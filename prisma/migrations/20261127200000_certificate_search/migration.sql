-- Any certificate of the country by its key's identifier; by its holder's name the index of the register's people finds it.

-- CreateIndex
CREATE INDEX "certificate_ski_idx" ON "certificate"("ski");
