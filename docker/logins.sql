-- Run once by the database container, on its empty database: the logins of the service, none with a default password.
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv sequencer_password SEQUENCER_PASSWORD
create role countersign_audit_owner nologin;
create role countersign_owner login password :'owner_password';
create role countersign_app login password :'app_password';
create role countersign_sequencer login password :'sequencer_password';
grant countersign_audit_owner to countersign_owner;
grant create, connect on database countersign to countersign_owner;
grant create, usage on schema public to countersign_owner;
