"""Whether a clause goes on with the attack that was told before, or tells of another."""

from kg.reading.prose.attacks import Event, Surroundings
from kg.reading.prose.casualties import KINDS
from kg.reading.prose.people import People
from kg.reading.prose.phrases import says
from kg.reading.prose.story import Story
from kg.values.countries import Country
from kg.values.dates import DateMention

_UNIFORMED = ("Soldier", "Peacekeeper", "PoliceOfficer", "MilitaryObserver")


def is_past(last: Story | None, event: Event) -> bool:
    """Whether a clause counts what the mission lost when it took back what had been taken."""
    return last is not None and last.over and bool(event.harms) and not event.claimed and is_bare(event)


def share_circumstances(story: Story, last: Story, event: Event, clause: str) -> None:
    """ "At the same place"; "a ship of the mission is fired on as well": there and then, by the same ones."""
    if not story.places and says("story", "same_place").search(clause):
        story.places = list(last.places)
    if event.date or not event.own or not says("story", "as_well").search(clause):
        return
    if story.date is None and last.date is not None:
        story.date, story.inferred = last.date, True
    story.culprits = story.culprits or list(last.culprits)
    if not any(where.name for where in event.places):
        story.places, story.country = list(last.places), story.country or last.country


def is_same_scene(clause: str) -> bool:
    """Whether a clause speaks of those whom the sentence before named ("Their convoy …")."""
    return says("story", "same_scene").match(clause) is not None


def is_answer(clause: str) -> bool:
    """Whether a clause tells what somebody did because of what befell others ("In retaliation, …")."""
    return says("story", "answer").match(clause) is not None


def is_another_day(clause: str) -> bool:
    """Whether a clause begins with another day, though of the first none is known ("On the following day …")."""
    return says("story", "another_day").match(clause) is not None


def befell_its_people(last: Story | None, event: Event, page: Surroundings) -> bool:
    """Whether the mission's people, or soldiers of those who send them, died of the violence that was told before, of
    which it was not said whom it hit."""
    violent = last is not None and not last.accident and not last.own and (last.method or last.culprits)
    fought = last is not None and last.fought
    ours = any(harm.people.force or _is_sent(harm.people, page, fought) for harm in event.harms)
    return bool(violent) and not event.own and ours


def _is_sent(people: People, page: Surroundings, fought: bool) -> bool:
    """Soldiers and police whom a page says to be sent, but those of armies of which is told that they fought: they
    fight on their own, too, unless it is told that their country sends some to the mission."""
    if people.role not in _UNIFORMED:
        return False
    alone = fought and people.role != "PoliceOfficer"
    return any(country.name in page.senders or (page.sends(country) and not alone) for country in people.nationality)


def befell_more_of_them(last: Story | None, event: Event) -> bool:
    """Whether further people of a nation come to harm of which those were whom the attack before hit."""
    if last is None or not last.own or last.accident or event.accident or not (event.method or event.culprits):
        return False
    nations = {toll.country for toll in last.tolls}
    return bool(event.harms) and all(_more_of(harm.people, nations) for harm in event.harms)


def _more_of(people: People, nations: set[Country | None]) -> bool:
    """ "Three more Indians", of no other trade; "500 others"."""
    alike = bool(people.nationality) or people.role is None
    return people.others and people.role in (None, *_UNIFORMED) and alike and nations.issuperset(people.nationality)


def continues(story: Story, event: Event, clause: str) -> bool:
    """Whether a clause goes on with a story instead of beginning another."""
    if only_claimed(event) or _tells_its_toll_again(story, event) or _tells_of_it_again(story, event, clause):
        return True
    if _damages_more(story, event, clause):
        return True
    if event.own and not story.own and is_answer(clause):
        return False
    if event.separate or _tells_of_another(story, event) or _is_general(story, event) or _is_first_own(story, event):
        return False
    return _completes(story, event) if event.own else _is_further(story, event)


def _tells_its_toll_again(story: Story, event: Event) -> bool:
    """Whether a clause tells the same attack again, as news do after their first sentence: so many came to harm, in no
    other place, on no other day."""
    if not _may_be_told_again(story, event):
        return False
    if event.date is not None and (story.mention is None or not _same_date(event.date, story.mention)):
        return False
    told = {(KINDS.get(harm.kind), harm.people.number) for harm in event.harms if harm.people.number}
    known = {(toll.kind, toll.number) for toll in story.tolls}
    kinds = {kind for kind, _ in known}
    alike = bool(told & known) and all(pair in known or pair[0] not in kinds for pair in told)
    several = len(told & known) > 1 or any((number or 0) > 1 for _, number in told & known)
    return alike and several and _nations_agree(story, event) and _places_agree(story, event)


def _tells_of_it_again(story: Story, event: Event, clause: str) -> bool:
    """Whether a clause on "the patrol" or "the gunmen" tells no more than when, where or how that attack was made."""
    if event.harms or event.date or not _may_be_told_again(story, event):
        return False
    doers = {culprit.name.lower() for culprit in story.culprits}
    same = all(not c.group and (c.name.lower() in doers or c.name[0].islower()) for c in event.culprits)
    if event.known and not event.refers_back and not any(where.name for where in event.places):
        return same
    return same and _places_agree(story, event) and says("story", "them_again").match(clause) is not None


def _damages_more(story: Story, event: Event, clause: str) -> bool:
    """ "A vehicle of the mission is set on fire": what else an attack cost, where no other circumstance is told."""
    bare = not (event.harms or event.date or event.culprits or any(where.name for where in event.places))
    return bare and _may_be_told_again(story, event) and says("story", "burnt").search(clause) is not None


def _may_be_told_again(story: Story, event: Event) -> bool:
    """Whether both befell the mission, and both are attacks or both accidents; "a second attack" is another."""
    return story.own and event.own and not event.separate and event.accident == story.accident


def _nations_agree(story: Story, event: Event) -> bool:
    """Whether those who came to harm may be those told before."""
    before = {toll.country for toll in story.tolls if toll.country}
    nations = {nation for harm in event.harms for nation in harm.people.nationality}
    others = any(harm.people.others and harm.people.role for harm in event.harms)
    return not others and (not before or not nations or nations <= before)


def _places_agree(story: Story, event: Event) -> bool:
    """Whether one of the places may be in the other: a market in a region."""
    mine, theirs = ([w.name for w in places if w.name] for places in (story.places, event.places))
    words = [{word for name in names for word in name.split() if word[0].isupper()} for names in (mine, theirs)]
    wide = any(says("place", "area").search(name) for name in (*mine, *theirs))
    return not mine or not theirs or wide or bool(words[0] & words[1])


def _is_first_own(story: Story, event: Event) -> bool:
    """Whether others fought, and the mission is hit in another way: "the parties clashed; a shell hit its post"."""
    ours = event.own and not story.own and bool(event.harms)
    fought = story.method in ("ArmedAssault", "Shooting") and not (story.places or story.date or story.mention)
    return ours and fought and event.method not in (None, story.method)


def _is_general(story: Story, event: Event) -> bool:
    """Whether attacks were only spoken of, and what follows tells of none: no day, nobody who came to harm."""
    return story.several and not event.own and not (event.date or event.harms)


def _tells_of_another(story: Story, event: Event) -> bool:
    """Whether a clause names another day or place, or an accident instead of an attack."""
    new_date = event.date is not None and story.mention is not None and not _same_date(event.date, story.mention)
    new_place = event.places and story.places and event.own and not _shares_place(story, event)
    violent = event.method is not None or any(harm.kind == "abducted" for harm in event.harms)
    other_kind = event.accident != story.accident and (event.accident or violent)
    return new_date or bool(new_place) or (other_kind and event.own and story.own)


def _is_further(story: Story, event: Event) -> bool:
    """Whether a clause that does not say that it befell the mission tells what came of the story."""
    if event.harms and is_bare(event):
        return True
    placed = story.own and (story.date or story.places)
    if placed and event.date and event.harms and event.method and not event.refers_back:
        return False
    if _tells_how(story, event):
        return True
    tells = bool(event.harms or event.claimed or event.method)
    elsewhere = bool(event.harms and story.places) and not _shares_place(story, event)
    return (tells and not story.tolls and not elsewhere) or ((tells or bool(event.culprits)) and event.refers_back)


def _only_mentioned(story: Story) -> bool:
    """Whether of an attack no more was told than that there was one ("when it came under the worst attack so far")."""
    told = story.date or story.mention or story.method or story.culprits
    return story.own and not story.accident and not told


def _tells_how(story: Story, event: Event) -> bool:
    """Whether a clause only tells how it was done, of an attack of which that was left out."""
    lacks = story.own and not story.accident and story.method is None
    return lacks and event.method is not None and not (event.harms or event.date or any(w.name for w in event.places))


def _completes(story: Story, event: Event) -> bool:
    """Whether a clause on the mission adds what the story lacks."""
    if _only_mentioned(story) and not event.accident and not (story.tolls and (story.places or event.harms)):
        return True
    kinds = {KINDS.get(harm.kind) for harm in event.harms}
    others = is_bare(event) and any(harm.people.others for harm in event.harms)
    if event.refers_back or others or (befell_more_of_them(story, event) and not event.date and not event.places):
        return True
    if event.harms and is_bare(event) and kinds.isdisjoint(toll.kind for toll in story.tolls):
        return True
    if event.date is not None:
        return _dates_it(story, event)
    if event.harms:
        return not story.tolls and not event.places
    return bool(story.tolls) and not story.places


def _dates_it(story: Story, event: Event) -> bool:
    """Whether a clause tells the day and the toll of an attack of which only the place and manner were told."""
    open_ = story.mention is None and story.date is None and not story.tolls and bool(story.places)
    return open_ and bool(event.harms) and not event.method and not any(where.name for where in event.places)


def only_claimed(event: Event) -> bool:
    """Whether a clause only says who claims the attack, on whatever day."""
    return bool(event.claimed) and not event.own and not event.harms


def is_bare(event: Event) -> bool:
    """Whether a clause tells neither when, where, how nor by whom."""
    return not (event.date or event.method or event.culprits or any(w.name for w in event.places))


def adds(story: Story, event: Event) -> bool:
    """A further clause of the same sentence tells of the same attack unless it names another day or place."""
    return event.date is None and not any(w.name for w in event.places) and event.accident == story.accident


def _same_date(one: DateMention, other: DateMention) -> bool:
    return (one.first, one.yearless) == (other.first, other.yearless)


def _shares_place(story: Story, event: Event) -> bool:
    names = {w.name for w in story.places}
    named = {w.name for w in event.places if w.name}
    return not named or not named.isdisjoint(names)
