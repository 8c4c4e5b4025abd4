"""What is on record: parties, policies in series, agreements, decisions; a private sequence numbers the ledger."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import licensing.models.bitemporal


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(
            "CREATE SEQUENCE licensing_decision_positions AS bigint MINVALUE 1 NO CYCLE",
            "DROP SEQUENCE licensing_decision_positions",
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignees",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), size=None
                    ),
                ),
                (
                    "warrants",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
                ("evidence_name", models.CharField(max_length=300)),
                ("evidence_digest", models.CharField(max_length=64)),
                ("evidence_text", models.TextField()),
                ("timezone", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=20)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("meaning", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "ordering": ["start", "label"],
            },
        ),
        migrations.CreateModel(
            name="Consumer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identifier", models.SlugField(max_length=100, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DeclaredUse",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("decision", models.UUIDField(db_index=True)),
                ("article", models.UUIDField(db_index=True)),
                ("consumer", models.SlugField(max_length=100)),
                ("use", models.CharField(max_length=100)),
                ("asset", models.CharField(max_length=80)),
                ("declared_at", models.DateTimeField()),
                ("key", models.CharField(blank=True, default="", max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("decision", models.UUIDField(db_index=True)),
                ("article", models.UUIDField()),
                ("consumer", models.SlugField(max_length=100)),
                ("start", models.PositiveIntegerField()),
                ("words", models.PositiveIntegerField()),
                ("text_digest", models.CharField(blank=True, default="", max_length=64)),
                ("attribution", models.TextField(blank=True, default="")),
                ("delivered_at", models.DateTimeField()),
                ("key", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "ordering": ["-delivered_at"],
            },
        ),
        migrations.CreateModel(
            name="Fulfilment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, editable=False, null=True)),
                ("consumer", models.SlugField(max_length=100)),
                ("pointer", models.CharField(max_length=200)),
                ("action", models.CharField(max_length=200)),
                ("by", models.CharField(max_length=150)),
                ("reason", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GoverningSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="GoverningSetSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "governing set series",
            },
        ),
        migrations.CreateModel(
            name="HolderAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "subject_kind",
                    models.CharField(
                        choices=[("credit_line", "credit line"), ("part", "part")], max_length=12
                    ),
                ),
                ("subject", models.CharField(max_length=80)),
                ("holders", models.JSONField()),
                ("reason", models.TextField()),
                ("by", models.CharField(max_length=150)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decision", models.UUIDField(db_index=True)),
                ("article", models.UUIDField()),
                ("consumer", models.SlugField(max_length=100)),
                ("action", models.CharField(max_length=200)),
                ("policy", models.CharField(max_length=200)),
                ("rule", models.CharField(max_length=300)),
                ("incurred_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("fulfilled", "fulfilled"),
                            ("violated", "violated"),
                            ("waived", "waived"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("state_at", models.DateTimeField(blank=True, null=True)),
                ("by", models.CharField(blank=True, default="", max_length=150)),
                ("reason", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identifier", models.CharField(max_length=200, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "organisation"),
                            ("person", "person"),
                            ("group", "group of companies"),
                        ],
                        default="organisation",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "parties",
            },
        ),
        migrations.CreateModel(
            name="PartyAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, editable=False, null=True)),
                ("kind", models.CharField(choices=[("domain", "domain"), ("name", "name")], max_length=10)),
                ("value", models.CharField(max_length=200)),
            ],
            options={
                "verbose_name_plural": "party aliases",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PolicyPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, editable=False, null=True)),
                ("by", models.CharField(max_length=150)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PolicySeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identifier", models.CharField(max_length=200, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("terms", "terms"),
                            ("signal", "signal"),
                            ("agreement", "agreement"),
                            ("statute", "statute"),
                            ("house", "house rule"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "scope_kind",
                    models.CharField(
                        choices=[
                            ("part", "part"),
                            ("page", "pages with the same signals"),
                            ("article", "article"),
                            ("site", "site"),
                            ("holder", "rights holder"),
                            ("publisher", "publisher"),
                            ("everything", "everything"),
                        ],
                        max_length=12,
                    ),
                ),
                ("scope_value", models.CharField(blank=True, default="", max_length=200)),
                ("scope_path", models.CharField(blank=True, default="", max_length=500)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "policy series",
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField(blank=True, null=True)),
                ("unreadable", models.CharField(blank=True, default="", max_length=500)),
                (
                    "reading",
                    models.CharField(
                        choices=[("complete", "complete"), ("partial", "partial")],
                        default="complete",
                        max_length=10,
                    ),
                ),
                ("source_text", models.TextField(blank=True, default="")),
                ("source_bytes", models.BinaryField(blank=True, default=b"")),
                ("source_digest", models.CharField(max_length=64)),
                ("language", models.CharField(blank=True, default="", max_length=35)),
                ("address", models.CharField(blank=True, default="", max_length=2000)),
                ("captured_at", models.DateTimeField(blank=True, null=True)),
                ("citation", models.TextField(blank=True, default="")),
                ("citation_source", models.CharField(blank=True, default="", max_length=300)),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("recorded", "recorded"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("author", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_by", models.CharField(blank=True, default="", max_length=150)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("approved_by", models.CharField(blank=True, default="", max_length=150)),
                ("reason", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.CharField(choices=[("articles", "articles")], default="articles", max_length=10),
                ),
                ("limit", models.PositiveIntegerField()),
                (
                    "period",
                    models.CharField(
                        choices=[("day", "day"), ("month", "month"), ("year", "year")], max_length=10
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QuotaCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("consumer", models.SlugField(max_length=100)),
                ("period_start", models.DateTimeField()),
                ("used", models.PositiveIntegerField(default=0)),
                ("limit", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="QuotaUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("article", models.UUIDField()),
                ("decision", models.UUIDField()),
                ("used_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Replacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, editable=False, null=True)),
                ("by", models.CharField(max_length=150)),
                ("reason", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RuleConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, editable=False, null=True)),
                ("pointer", models.CharField(max_length=200)),
                ("by", models.CharField(max_length=150)),
                ("reason", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignalObservation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("article", models.UUIDField(blank=True, db_index=True, null=True)),
                ("address", models.CharField(max_length=2000)),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("page_digest", models.CharField(blank=True, default="", max_length=64)),
                ("observed_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StatuteApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, editable=False, null=True)),
                ("consumer", models.SlugField(blank=True, default="", max_length=100)),
                ("use", models.CharField(blank=True, default="", max_length=100)),
                ("territory", models.CharField(blank=True, default="", max_length=10)),
                ("officer", models.CharField(max_length=150)),
                ("reason", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatuteTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("territory", models.CharField(max_length=10)),
                ("needs_claim", models.BooleanField(default=True)),
                ("excludable", models.BooleanField(default=True)),
                ("press_publisher_only", models.BooleanField(default=False)),
                ("no_reservation", models.BooleanField(default=False)),
                ("conditions", models.JSONField(default=list)),
                ("reviewed_on", models.DateField()),
            ],
            options={
                "verbose_name_plural": "statute terms",
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("takedown", "accepted takedown"),
                            ("kill", "agency kill"),
                            ("withhold", "agency withhold"),
                            ("embargo", "embargo"),
                            ("officer", "officer's suspension"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "scope_kind",
                    models.CharField(
                        choices=[
                            ("part", "part"),
                            ("article", "article"),
                            ("site", "site"),
                            ("publisher", "publisher"),
                        ],
                        max_length=10,
                    ),
                ),
                ("scope_value", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                ("by", models.CharField(max_length=150)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("article", models.UUIDField(db_index=True)),
                ("asset", models.CharField(max_length=80)),
                ("use", models.CharField(max_length=100)),
                ("consumer", models.SlugField(max_length=100)),
                ("body", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "requested"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("decision", models.UUIDField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["requested", "running"])),
                        fields=["requested_at"],
                        name="check_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_at", None), ("state", "requested")),
                            models.Q(
                                models.Q(("state", "requested"), _negated=True), ("started_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="check_started",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decision__isnull", False),
                                ("done_at__isnull", False),
                                ("failure", ""),
                                ("state", "done"),
                            ),
                            models.Q(
                                ("decision", None),
                                ("done_at__isnull", False),
                                ("state", "failed"),
                                models.Q(("failure", ""), _negated=True),
                            ),
                            models.Q(
                                ("decision", None),
                                ("done_at", None),
                                ("failure", ""),
                                ("state__in", ["requested", "running"]),
                            ),
                            _connector="OR",
                        ),
                        name="check_answered_or_failed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsumerRegistration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_from", models.DateTimeField()),
                ("effective_to", models.DateTimeField(blank=True, null=True)),
                ("known_from", models.DateTimeField()),
                ("known_to", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("group", "group"),
                            ("purpose", "purpose"),
                            ("territory", "territory"),
                            ("fact", "fact"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("value", models.CharField(blank=True, default="", max_length=200)),
                ("by", models.CharField(max_length=150)),
                (
                    "consumer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="licensing.consumer",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConsumerToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("prefix", models.CharField(max_length=12)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=150)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_by", models.CharField(blank=True, default="", max_length=150)),
                (
                    "consumer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="licensing.consumer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "position",
                    models.BigIntegerField(
                        db_default=models.Func(
                            models.Value("licensing_decision_positions"), function="nextval"
                        ),
                        editable=False,
                        unique=True,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("known_at", models.DateTimeField()),
                ("hypothetical", models.BooleanField()),
                ("article", models.UUIDField(db_index=True)),
                ("asset", models.CharField(max_length=80)),
                ("use", models.CharField(max_length=100)),
                ("consumer", models.SlugField(max_length=100)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("permit", "permit"),
                            ("consent", "consent"),
                            ("review", "review"),
                            ("deny", "deny"),
                        ],
                        max_length=10,
                    ),
                ),
                ("record", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("facts", models.TextField()),
                ("facts_digest", models.CharField(max_length=64)),
                ("valid_until", models.DateTimeField(blank=True, null=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("api", "API"),
                            ("check", "check"),
                            ("intake", "intake"),
                            ("release", "release"),
                            ("declaration", "declared use"),
                            ("override", "override"),
                            ("demo", "demonstration"),
                        ],
                        max_length=12,
                    ),
                ),
                ("replaces", models.UUIDField(blank=True, null=True)),
                ("officer", models.CharField(blank=True, default="", max_length=150)),
                ("reason", models.TextField(blank=True, default="")),
            ],
            options={
                "ordering": ["-position"],
                "indexes": [
                    models.Index(fields=["recorded_at", "outcome"], name="decision_recorded_outcome")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["permit", "consent", "review", "deny"]),
                            (
                                "origin__in",
                                ["api", "check", "intake", "release", "declaration", "override", "demo"],
                            ),
                        ),
                        name="decision_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "override"), _negated=True),
                            models.Q(
                                models.Q(("officer", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                ("replaces__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decision_override_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin", "override"), ("replaces", None), _connector="OR"),
                        name="decision_only_overrides_replace",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hypothetical", True), ("at", models.F("known_at")), _connector="OR"
                        ),
                        name="decision_two_clocks_are_hypothetical",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("digest__regex", "^[0-9a-f]{64}$"), ("facts_digest__regex", "^[0-9a-f]{64}$")
                        ),
                        name="decision_digests",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
                    hash="467af95f2a0d4caa84f53d15827b4c6a35f2ca69",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a5e46",
                    table="licensing_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="973628dd7729015477835f44feb88b24a0b25c40",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_ae886",
                    table="licensing_decision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="declareduse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("consumer", "key"),
                name="declareduse_key_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declareduse",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
                    hash="f0a9e253961b0985b9cc04f73b64d2ae0820a0c0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_78e8a",
                    table="licensing_declareduse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="declareduse",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="5a0b795b32d077ff9782a548f47f87e829504db6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_c3694",
                    table="licensing_declareduse",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["article", "consumer"], name="delivery_positions"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("consumer", "key"),
                name="delivery_key_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("words__gte", 1)), name="delivery_of_something"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
                    hash="6530577d6f67249da1aaaba11a76c0dbef6a9d98",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2aed2",
                    table="licensing_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="646e4a55fb1eb620c43bdafd5eeeb9fe46b5fa74",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_21ee9",
                    table="licensing_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="governingsetseries",
            name="governing_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="licensing.governingset",
            ),
        ),
        migrations.AddConstraint(
            model_name="holderassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to", None), ("effective_to__gt", models.F("effective_from")), _connector="OR"
                ),
                name="holderassignment_effective_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="holderassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_to", None), ("known_to__gte", models.F("known_from")), _connector="OR"
                ),
                name="holderassignment_known_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="holderassignment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("subject_kind", "="),
                    ("subject", "="),
                    (
                        licensing.models.bitemporal.MomentRange(
                            models.F("effective_from"), models.F("effective_to")
                        ),
                        "&&",
                    ),
                    (
                        licensing.models.bitemporal.MomentRange(models.F("known_from"), models.F("known_to")),
                        "&&",
                    ),
                ],
                name="holderassignment_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="holderassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("by", ""), _negated=True),
                ),
                name="holderassignment_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holderassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;",
                    hash="03857fc4280860bc428eafb3255f2abddd41e345",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_never_changed_26f38",
                    table="licensing_holderassignment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holderassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="5413a8c8327000ff29b48a52e7d6b28a3b435ea4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_cf020",
                    table="licensing_holderassignment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.UniqueConstraint(
                fields=("decision", "policy", "rule", "action"), name="obligation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "fulfilled", "violated", "waived"])),
                name="obligation_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by", ""), ("state", "pending"), ("state_at", None)),
                    models.Q(
                        models.Q(("state", "pending"), _negated=True),
                        ("state_at__isnull", False),
                        models.Q(("by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="obligation_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("identifier", ""), _negated=True), models.Q(("name", ""), _negated=True)
                ),
                name="party_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["organisation", "person", "group"])), name="party_kind_known"
            ),
        ),
        migrations.AddField(
            model_name="consumer",
            name="party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consumers",
                to="licensing.party",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="assigner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="licensing.party"
            ),
        ),
        migrations.AddField(
            model_name="partyalias",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="aliases", to="licensing.party"
            ),
        ),
        migrations.AddField(
            model_name="policyseries",
            name="assigner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="policies",
                to="licensing.party",
            ),
        ),
        migrations.AddField(
            model_name="policyperiod",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="periods",
                to="licensing.policyseries",
            ),
        ),
        migrations.AddField(
            model_name="governingsetseries",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="licensing.policyseries",
            ),
        ),
        migrations.AddField(
            model_name="governingset",
            name="series",
            field=models.ManyToManyField(
                related_name="governing_sets",
                through="licensing.GoverningSetSeries",
                to="licensing.policyseries",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="series",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreement",
                to="licensing.policyseries",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="licensing.policyseries",
            ),
        ),
        migrations.AddField(
            model_name="policyperiod",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="periods",
                to="licensing.policyversion",
            ),
        ),
        migrations.AddField(
            model_name="fulfilment",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fulfilments",
                to="licensing.policyversion",
            ),
        ),
        migrations.AddField(
            model_name="clause",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clauses",
                to="licensing.policyversion",
            ),
        ),
        migrations.AddField(
            model_name="quota",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="quotas", to="licensing.agreement"
            ),
        ),
        migrations.AddField(
            model_name="quotacounter",
            name="quota",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="counters", to="licensing.quota"
            ),
        ),
        migrations.AddField(
            model_name="quotause",
            name="counter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="licensing.quotacounter"
            ),
        ),
        migrations.AddField(
            model_name="replacement",
            name="replaced",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="licensing.policyseries",
            ),
        ),
        migrations.AddField(
            model_name="replacement",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacements",
                to="licensing.policyseries",
            ),
        ),
        migrations.AddField(
            model_name="ruleconfirmation",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmations",
                to="licensing.policyversion",
            ),
        ),
        migrations.AddField(
            model_name="signalobservation",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="licensing.policyversion",
            ),
        ),
        migrations.AddField(
            model_name="statuteapproval",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="licensing.policyseries",
            ),
        ),
        migrations.AddField(
            model_name="statuteterms",
            name="version",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statute_terms",
                to="licensing.policyversion",
            ),
        ),
        migrations.AddIndex(
            model_name="suspension",
            index=models.Index(fields=["scope_kind", "scope_value"], name="suspension_scope"),
        ),
        migrations.AddIndex(
            model_name="suspension",
            index=models.Index(fields=["known_from"], name="suspension_known_from"),
        ),
        migrations.AddIndex(
            model_name="suspension",
            index=models.Index(fields=["known_to"], name="suspension_known_to"),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to", None), ("effective_to__gt", models.F("effective_from")), _connector="OR"
                ),
                name="suspension_effective_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_to", None), ("known_to__gte", models.F("known_from")), _connector="OR"
                ),
                name="suspension_known_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["takedown", "kill", "withhold", "embargo", "officer"]),
                    ("scope_kind__in", ["part", "article", "site", "publisher"]),
                ),
                name="suspension_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scope_value", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("by", ""), _negated=True),
                ),
                name="suspension_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "embargo"), _negated=True),
                    ("effective_to__isnull", False),
                    _connector="OR",
                ),
                name="suspension_embargo_ends",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suspension",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;",
                    hash="cf2f9933a2e12d9d87d8ced27fd1eb0b249a3079",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_never_changed_20128",
                    table="licensing_suspension",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suspension",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="3650cd97ab4e3a4a0606545bd348f29cdcfbfda9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_b207e",
                    table="licensing_suspension",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consumerregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to", None), ("effective_to__gt", models.F("effective_from")), _connector="OR"
                ),
                name="consumerregistration_effective_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="consumerregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_to", None), ("known_to__gte", models.F("known_from")), _connector="OR"
                ),
                name="consumerregistration_known_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="consumerregistration",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("consumer", "="),
                    ("kind", "="),
                    ("name", "="),
                    (
                        licensing.models.bitemporal.MomentRange(
                            models.F("effective_from"), models.F("effective_to")
                        ),
                        "&&",
                    ),
                    (
                        licensing.models.bitemporal.MomentRange(models.F("known_from"), models.F("known_to")),
                        "&&",
                    ),
                ],
                name="consumerregistration_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="consumerregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["group", "purpose", "territory", "fact"]),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("by", ""), _negated=True),
                ),
                name="consumerregistration_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="consumerregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "fact"), models.Q(("value", ""), _negated=True)),
                    models.Q(models.Q(("kind", "fact"), _negated=True), ("value", "")),
                    _connector="OR",
                ),
                name="consumerregistration_only_facts_have_values",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consumerregistration",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;",
                    hash="f5ab9f8bfc166a54cb2b610daeb1e3e4a466b7e9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_never_changed_bb43a",
                    table="licensing_consumerregistration",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consumerregistration",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="10fafac6275f5270dd66edcee978f57f66226b9e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_f6aaf",
                    table="licensing_consumerregistration",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consumertoken",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="consumertoken_hashed"
            ),
        ),
        migrations.AddConstraint(
            model_name="consumertoken",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", "")),
                    models.Q(("revoked_at__isnull", False), models.Q(("revoked_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="consumertoken_revoked_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="consumer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("identifier", ""), _negated=True), models.Q(("name", ""), _negated=True)
                ),
                name="consumer_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyalias",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to", None), ("effective_to__gt", models.F("effective_from")), _connector="OR"
                ),
                name="partyalias_effective_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyalias",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_to", None), ("known_to__gte", models.F("known_from")), _connector="OR"
                ),
                name="partyalias_known_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyalias",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("kind", "="),
                    ("value", "="),
                    (
                        licensing.models.bitemporal.MomentRange(
                            models.F("effective_from"), models.F("effective_to")
                        ),
                        "&&",
                    ),
                    (
                        licensing.models.bitemporal.MomentRange(models.F("known_from"), models.F("known_to")),
                        "&&",
                    ),
                ],
                name="partyalias_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyalias",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value", django.db.models.functions.text.Lower(models.F("value"))),
                    models.Q(("value", ""), _negated=True),
                ),
                name="partyalias_lower_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyalias",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["domain", "name"])), name="partyalias_kind_known"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partyalias",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;",
                    hash="c04c8a88b4a65c882f9c3040ee4f1086bd0ff94b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_never_changed_691ee",
                    table="licensing_partyalias",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partyalias",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="4b9d73ff8656151e72b63bd84567c787a40bdc62",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_ba9cd",
                    table="licensing_partyalias",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="policyseries",
            index=models.Index(fields=["scope_kind", "scope_value"], name="policyseries_scope"),
        ),
        migrations.AddConstraint(
            model_name="policyseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("identifier", ""), _negated=True), models.Q(("title", ""), _negated=True)
                ),
                name="policyseries_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["terms", "signal", "agreement", "statute", "house"]),
                    (
                        "scope_kind__in",
                        ["part", "page", "article", "site", "holder", "publisher", "everything"],
                    ),
                ),
                name="policyseries_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scope_kind__in", ("everything",)), ("scope_value", "")),
                    models.Q(
                        models.Q(("scope_kind__in", ("everything",)), _negated=True),
                        models.Q(("scope_value", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="policyseries_scope_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scope_path", ""),
                    models.Q(("scope_kind", "site"), ("scope_path__startswith", "/")),
                    _connector="OR",
                ),
                name="policyseries_only_sites_have_paths",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "statute"), _negated=True),
                    ("scope_kind", "everything"),
                    _connector="OR",
                ),
                name="policyseries_law_is_for_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyseries",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scope_kind", "page"), _negated=True), ("kind", "signal"), _connector="OR"
                ),
                name="policyseries_only_signals_are_interned",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyseries",
            trigger=pgtrigger.compiler.Trigger(
                name="scope_never_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF (NEW.identifier, NEW.kind, NEW.scope_kind, NEW.scope_value, NEW.scope_path, NEW.assigner_id) IS NOT DISTINCT FROM (OLD.identifier, OLD.kind, OLD.scope_kind, OLD.scope_value, OLD.scope_path, OLD.assigner_id) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: a policy series keeps its identifier, kind, scope and assigner';",
                    hash="b56c5c6ba72b8293744f0ad1a26951ac553de20d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_scope_never_moves_834fd",
                    table="licensing_policyseries",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyseries",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="007dd1601b1d2fa45609a543edac7a4e03e39753",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_e2106",
                    table="licensing_policyseries",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="governingsetseries",
            constraint=models.UniqueConstraint(
                fields=("governing_set", "series"), name="governingsetseries_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="governingsetseries",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
                    hash="61cbaef20a3d308439d65ec6fcff8ec69d2e2a70",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bd7af",
                    table="licensing_governingsetseries",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="governingsetseries",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="be6cc6a0dbe52e566c6a5b21b876db227bfe7a77",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_e40d0",
                    table="licensing_governingsetseries",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="governingset",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="governingset_digest"
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=django.contrib.postgres.indexes.GinIndex(fields=["assignees"], name="agreement_assignees"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("assignees__len__gt", 0)), name="agreement_names_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evidence_name", ""), _negated=True),
                    models.Q(("evidence_text", ""), _negated=True),
                    ("evidence_digest__regex", "^[0-9a-f]{64}$"),
                ),
                name="agreement_evidenced",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("timezone", ""), _negated=True), models.Q(("recorded_by", ""), _negated=True)
                ),
                name="agreement_complete",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
                    hash="73607923b69c784a39beb19a796baa7ea8514f5c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_15edb",
                    table="licensing_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="fe62ade7bd4695df504fb10ad96e043999725524",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_189d2",
                    table="licensing_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(
                fields=("series", "number"), name="policyversion_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="policyversion_counted_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document__isnull", False), ("unreadable", "")),
                    models.Q(("unreadable", ""), _negated=True),
                    _connector="OR",
                ),
                name="policyversion_read_or_unreadable",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("digest__regex", "^[0-9a-f]{64}$"), ("source_digest__regex", "^[0-9a-f]{64}$")
                ),
                name="policyversion_digests",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "submitted", "approved", "rejected", "recorded"]),
                    ("reading__in", ["complete", "partial"]),
                    models.Q(("author", ""), _negated=True),
                ),
                name="policyversion_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", ""),
                    models.Q(("approved_by", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="policyversion_second_officer",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("submitted_at", None), ("submitted_by", "")),
                    models.Q(("submitted_at__isnull", False), models.Q(("submitted_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="policyversion_submitted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at", None), ("approved_by", "")),
                    models.Q(("approved_at__isnull", False), models.Q(("approved_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="policyversion_approved_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["approved", "rejected"]), _negated=True),
                    ("approved_at__isnull", False),
                    _connector="OR",
                ),
                name="policyversion_judged_by_somebody",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="immutable_once_judged",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'rights: a policy version is never deleted'; END IF; IF TG_OP = 'INSERT' THEN IF NEW.state <> 'draft' THEN RAISE EXCEPTION 'rights: a policy version begins as a draft'; END IF; RETURN NEW; END IF; IF OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'submitted', 'recorded') OR OLD.state = 'submitted' AND NEW.state NOT IN ('submitted', 'draft', 'approved', 'rejected') THEN RAISE EXCEPTION 'rights: a policy version is submitted before it is judged'; END IF; IF NEW.state = 'recorded' AND EXISTS (SELECT FROM licensing_policyseries WHERE id = NEW.series_id AND kind = 'terms') THEN RAISE EXCEPTION 'rights: terms come into force by approval only'; END IF; IF OLD.state NOT IN ('draft', 'submitted') THEN RAISE EXCEPTION 'rights: a policy version is immutable once judged or recorded'; END IF; IF (NEW.id, NEW.series_id, NEW.number, NEW.source_text, NEW.source_bytes, NEW.source_digest, NEW.language, NEW.address, NEW.captured_at, NEW.recorded_at) IS DISTINCT FROM (OLD.id, OLD.series_id, OLD.number, OLD.source_text, OLD.source_bytes, OLD.source_digest, OLD.language, OLD.address, OLD.captured_at, OLD.recorded_at) THEN RAISE EXCEPTION 'rights: the source of a policy version never changes'; END IF; IF OLD.state = 'submitted' AND (NEW.document, NEW.unreadable, NEW.reading, NEW.digest, NEW.author, NEW.citation, NEW.citation_source) IS DISTINCT FROM (OLD.document, OLD.unreadable, OLD.reading, OLD.digest, OLD.author, OLD.citation, OLD.citation_source) THEN RAISE EXCEPTION 'rights: what was submitted is what is approved'; END IF; RETURN NEW;",
                    hash="561b37ae4ceed4ad3935971ee28fff4f36ae75b4",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_immutable_once_judged_5adb3",
                    table="licensing_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="624c9e2a11b39b30635ceb659e964343aec64b1e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_0c708",
                    table="licensing_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="policyperiod",
            index=models.Index(fields=["known_from"], name="policyperiod_known_from"),
        ),
        migrations.AddIndex(
            model_name="policyperiod",
            index=models.Index(fields=["known_to"], name="policyperiod_known_to"),
        ),
        migrations.AddConstraint(
            model_name="policyperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to", None), ("effective_to__gt", models.F("effective_from")), _connector="OR"
                ),
                name="policyperiod_effective_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_to", None), ("known_to__gte", models.F("known_from")), _connector="OR"
                ),
                name="policyperiod_known_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyperiod",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("series", "="),
                    (
                        licensing.models.bitemporal.MomentRange(
                            models.F("effective_from"), models.F("effective_to")
                        ),
                        "&&",
                    ),
                    (
                        licensing.models.bitemporal.MomentRange(models.F("known_from"), models.F("known_to")),
                        "&&",
                    ),
                ],
                name="policyperiod_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", ""), _negated=True), name="policyperiod_by_somebody"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;",
                    hash="ec90c9c93716a425dfddd2980cc3017136dff581",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_never_changed_ea3c1",
                    table="licensing_policyperiod",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="60e9d9dc65b4276c4112a36b21f3b09b61792718",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_dc556",
                    table="licensing_policyperiod",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="only_judged_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE held record;",
                    func="SELECT series_id, state INTO held FROM licensing_policyversion WHERE id = NEW.version_id; IF held.series_id <> NEW.series_id OR held.state NOT IN ('approved', 'recorded') THEN RAISE EXCEPTION 'rights: only an approved or recorded version of the series is in force'; END IF; RETURN NEW;",
                    hash="9683df9cdf7e39db9b828bdbfe1891c69b269c87",
                    operation="INSERT",
                    pgid="pgtrigger_only_judged_versions_064ab",
                    table="licensing_policyperiod",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to", None), ("effective_to__gt", models.F("effective_from")), _connector="OR"
                ),
                name="fulfilment_effective_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_to", None), ("known_to__gte", models.F("known_from")), _connector="OR"
                ),
                name="fulfilment_known_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("version", "="),
                    ("consumer", "="),
                    ("pointer", "="),
                    ("action", "="),
                    (
                        licensing.models.bitemporal.MomentRange(
                            models.F("effective_from"), models.F("effective_to")
                        ),
                        "&&",
                    ),
                    (
                        licensing.models.bitemporal.MomentRange(models.F("known_from"), models.F("known_to")),
                        "&&",
                    ),
                ],
                name="fulfilment_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pointer__startswith", "/"),
                    models.Q(("consumer", ""), _negated=True),
                    models.Q(("by", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                ),
                name="fulfilment_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilment",
            constraint=models.CheckConstraint(
                condition=models.Q(("action", "obtainConsent"), _negated=True),
                name="fulfilment_is_never_consent",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fulfilment",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;",
                    hash="aef0869cb37d7580459ffb9c46c25ae6a1197549",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_never_changed_a3974",
                    table="licensing_fulfilment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fulfilment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="60589a28c55b27e41ffef8b4b19345caa38339d8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_c23b9",
                    table="licensing_fulfilment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(fields=("version", "label"), name="clause_labelled_once"),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__gt", models.F("start")), models.Q(("label", ""), _negated=True)),
                name="clause_spans_something",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="only_in_drafts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE held record; wanted bigint;",
                    func="wanted := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END; SELECT state, char_length(source_text) AS length INTO held FROM licensing_policyversion WHERE id = wanted; IF TG_OP = 'UPDATE' OR held.state <> 'draft' THEN RAISE EXCEPTION 'rights: clauses belong to drafts and are never changed'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; IF NEW.\"end\" > held.length THEN RAISE EXCEPTION 'rights: a clause lies inside the text of its version'; END IF; RETURN NEW;",
                    hash="34ffffdf57ba13d566fbc09c649391f40dee4943",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_only_in_drafts_0ef04",
                    table="licensing_clause",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="5e33cfe018a59a9bc950aa8dec564567b4d53c8d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_374fe",
                    table="licensing_clause",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.UniqueConstraint(
                fields=("agreement", "unit", "period"), name="quota_once_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="quota",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", ["articles"]), ("period__in", ["day", "month", "year"])),
                name="quota_words_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quota",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
                    hash="28e1b228a550e9fce16fae7e32cb86ffc93b9a13",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_529af",
                    table="licensing_quota",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quota",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="efbc7ba092e02eb2897c75f41737c5e55cd407a2",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_dabd8",
                    table="licensing_quota",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="quotacounter",
            constraint=models.UniqueConstraint(
                fields=("quota", "consumer", "period_start"), name="quotacounter_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="quotacounter",
            constraint=models.CheckConstraint(
                condition=models.Q(("used__lte", models.F("limit"))), name="quotacounter_within_limit"
            ),
        ),
        migrations.AddConstraint(
            model_name="quotause",
            constraint=models.UniqueConstraint(fields=("counter", "article"), name="quotause_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quotause",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
                    hash="34587388ff9a4020a9bef03275b7a79ca09151b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2cea5",
                    table="licensing_quotause",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quotause",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="a1a02f65fb98937d13ba06768d0956b21852a66f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_7fa81",
                    table="licensing_quotause",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to", None), ("effective_to__gt", models.F("effective_from")), _connector="OR"
                ),
                name="replacement_effective_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_to", None), ("known_to__gte", models.F("known_from")), _connector="OR"
                ),
                name="replacement_known_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("series", "="),
                    ("replaced", "="),
                    (
                        licensing.models.bitemporal.MomentRange(
                            models.F("effective_from"), models.F("effective_to")
                        ),
                        "&&",
                    ),
                    (
                        licensing.models.bitemporal.MomentRange(models.F("known_from"), models.F("known_to")),
                        "&&",
                    ),
                ],
                name="replacement_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.CheckConstraint(
                condition=models.Q(("series", models.F("replaced")), _negated=True),
                name="replacement_of_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                ),
                name="replacement_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="replacement",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;",
                    hash="55cb0d6234bb23d6ba72dc9ea31b74510d0f5988",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_never_changed_ae2f4",
                    table="licensing_replacement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="replacement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="ce15998975c88a1e45fa82c6ae416c2c0bb6ef7f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_37832",
                    table="licensing_replacement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to", None), ("effective_to__gt", models.F("effective_from")), _connector="OR"
                ),
                name="ruleconfirmation_effective_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_to", None), ("known_to__gte", models.F("known_from")), _connector="OR"
                ),
                name="ruleconfirmation_known_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleconfirmation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("version", "="),
                    ("pointer", "="),
                    (
                        licensing.models.bitemporal.MomentRange(
                            models.F("effective_from"), models.F("effective_to")
                        ),
                        "&&",
                    ),
                    (
                        licensing.models.bitemporal.MomentRange(models.F("known_from"), models.F("known_to")),
                        "&&",
                    ),
                ],
                name="ruleconfirmation_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pointer__startswith", "/"),
                    models.Q(("by", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                ),
                name="ruleconfirmation_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ruleconfirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;",
                    hash="75feaa92bf0745274f6a22ef387a409c42fcc253",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_never_changed_04804",
                    table="licensing_ruleconfirmation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ruleconfirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="e27a0ff8b5e10b10747bcd4e265ee9770a2abdb9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_a384b",
                    table="licensing_ruleconfirmation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="signalobservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("address", ""), _negated=True), name="signalobservation_somewhere"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signalobservation",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
                    hash="2197f06b3b5a0217fd5f4968b41f8be80a3dc8d2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_58bcb",
                    table="licensing_signalobservation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signalobservation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="57593f4744a0d547e88d8f973f849bc965c53cec",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_783e9",
                    table="licensing_signalobservation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="statuteapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_to", None), ("effective_to__gt", models.F("effective_from")), _connector="OR"
                ),
                name="statuteapproval_effective_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuteapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_to", None), ("known_to__gte", models.F("known_from")), _connector="OR"
                ),
                name="statuteapproval_known_forwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuteapproval",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("series", "="),
                    ("consumer", "="),
                    ("use", "="),
                    ("territory", "="),
                    (
                        licensing.models.bitemporal.MomentRange(
                            models.F("effective_from"), models.F("effective_to")
                        ),
                        "&&",
                    ),
                    (
                        licensing.models.bitemporal.MomentRange(models.F("known_from"), models.F("known_to")),
                        "&&",
                    ),
                ],
                name="statuteapproval_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuteapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("officer", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                ),
                name="statuteapproval_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statuteapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP = 'UPDATE' THEN IF OLD.known_to IS NULL AND NEW.known_to IS NOT NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'rights: rows of % are closed, never changed', TG_TABLE_NAME;",
                    hash="80ea763fa86c9955a8620cc80c2aa1fec7dfb629",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_never_changed_bb1ae",
                    table="licensing_statuteapproval",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statuteapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="50da82a8544ebfd64bbbaa62d534d74c613837dd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_c27f6",
                    table="licensing_statuteapproval",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="statuteterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("territory", ""), _negated=True), name="statuteterms_somewhere"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statuteterms",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: rows of % are appended, never changed', TG_TABLE_NAME;",
                    hash="40c449472d36e760aa87ab7bc44132c1e0e21b07",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_886cf",
                    table="licensing_statuteterms",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statuteterms",
            trigger=pgtrigger.compiler.Trigger(
                name="never_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rights: % is never emptied', TG_TABLE_NAME;",
                    hash="5a5e4e93adc2d8edf30a379054dda11a84354842",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_truncated_93d47",
                    table="licensing_statuteterms",
                    when="BEFORE",
                ),
            ),
        ),
    ]
