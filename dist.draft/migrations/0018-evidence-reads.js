import { governed, roles } from "./sql.js";
/** That a reader took a version's evidence is an entry once an hour, however often they do: the key says so. */
export class EvidenceReads1796256000018 {
    constructor() {
        this.name = "EvidenceReads1796256000018";
    }
    async up(runner) {
        const { app } = await roles(runner);
        await runner.query(`
      create table evidence_read (
        principal_id text collate "C" not null references principal,
        model_version_id text collate "C" not null references model_version,
        hour timestamptz not null check (extract(epoch from hour) % 3600 = 0),
        primary key (principal_id, model_version_id, hour)
      );
      grant select, insert on evidence_read to ${app};`);
        await runner.query(governed("evidence_read", "principal_id"));
    }
    async down() {
        throw new Error("migrations are forward only");
    }
}
//# sourceMappingURL=0018-evidence-reads.js.map