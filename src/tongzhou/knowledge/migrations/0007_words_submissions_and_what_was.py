from django.db import migrations, models

from tongzhou.knowledge.engines import INSTALL, REMOVE

OF_NO_CASE = (
    "person", "department", "team", "duty", "goal", "term", "campaign", "respondent", "past_case",
)  # fmt: skip
OF_EITHER = ("gain",)
REBUILD = "INSERT INTO knowledge_index(knowledge_index) VALUES ('rebuild')"


def take_index_away(apps, schema_editor):
    """SQLite makes the table anew for another constraint, and its triggers go with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in REMOVE["sqlite"]:
            schema_editor.execute(statement)


def put_index_back(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in [*INSTALL["sqlite"], REBUILD]:
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ("knowledge", "0006_headings_by_themselves"),
    ]

    operations = [
        migrations.RunPython(take_index_away, put_index_back),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(choices=[("collaboration", "Collaborations"), ("ask", "Requests"), ("task", "Tasks"), ("problem", "Problems"), ("risk_notice", "Risk notices"), ("meeting", "Meetings"), ("change", "Change requests"), ("option_table", "Option tables"), ("urgent_call", "Urgent calls"), ("delivery", "Deliveries"), ("retrospective", "Retrospectives"), ("dossier", "Dossiers"), ("comment", "Comments and files"), ("person", "People"), ("department", "Departments"), ("team", "Virtual teams"), ("duty", "Duties"), ("goal", "Goals"), ("term", "Words"), ("clause", "Clauses and definitions"), ("deal", "Package deals"), ("gain", "Gains"), ("campaign", "Submissions"), ("respondent", "Materials handed in"), ("past_case", "Past collaborations")], max_length=14),
        ),
        migrations.RemoveConstraint(
            model_name="document",
            name="matters_belong_to_a_collaboration",
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(collaboration__isnull=True, kind__in=OF_NO_CASE)
                | (~models.Q(kind__in=OF_NO_CASE) & models.Q(collaboration__isnull=False))
                | models.Q(kind__in=OF_EITHER),
                name="matters_belong_to_a_collaboration",
            ),
        ),
        migrations.RunPython(put_index_back, take_index_away),
    ]
