from django.db import migrations


def split(apps, _schema):
    """Each line of a side becomes a fact; a tick of the other side becomes its tick under each."""
    side_model, fact_model = apps.get_model("problems", "Side"), apps.get_model("problems", "Fact")
    sides = list(side_model.objects.exclude(at=None))
    ticks = {(side.problem_id, side.pk): side for side in sides if side.confirms_facts_at}
    for side in sides:
        tick = next(
            (other for (problem, pk), other in ticks.items() if problem == side.problem_id and pk != side.pk),
            None,
        )
        lines = dict.fromkeys(line.strip() for line in side.fact.splitlines() if line.strip())
        for place, text in enumerate(lines, start=1):
            fact_model.objects.create(
                side=side, position=place, text=text,
                verdict="agreed" if tick else "",
                judged_by=tick.confirmed_by if tick else None,
                judged_at=tick.confirms_facts_at if tick else None,
            )


class Migration(migrations.Migration):
    dependencies = [("problems", "0002_facts_one_by_one")]
    operations = [migrations.RunPython(split, migrations.RunPython.noop)]
