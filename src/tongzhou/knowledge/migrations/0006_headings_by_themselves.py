from django.db import migrations

from tongzhou.knowledge import bigrams

TOGETHER = 1000


def name_them(apps, schema_editor):
    """What is called so is looked for by itself: the tokens of a heading come once more, marked."""
    documents = apps.get_model("knowledge", "Document").objects.order_by("pk")
    last = 0
    while some := list(documents.filter(pk__gt=last).only("heading", "tokens")[:TOGETHER]):
        for one in some:
            named = [bigrams.NAMED + token for token in bigrams.tokens(one.heading)]
            one.tokens = " ".join([*named, "¶", one.tokens])
        documents.bulk_update(some, ["tokens"], batch_size=200)
        last = some[-1].pk


def forget_names(apps, schema_editor):
    documents = apps.get_model("knowledge", "Document").objects.filter(tokens__startswith=bigrams.NAMED)
    for one in documents.only("tokens").iterator():
        one.tokens = one.tokens.partition(" ¶ ")[2]
        one.save(update_fields=["tokens"])


class Migration(migrations.Migration):

    dependencies = [
        ("knowledge", "0005_goals_and_what_was_decided"),
    ]

    operations = [
        migrations.RunPython(name_them, forget_names),
    ]
