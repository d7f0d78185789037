# %% [markdown]
# A tour of PeaceKG in cells: open it in an editor that knows `# %%`, or run it as a script.

# %%
import kg
from kg.resources import folder

graph = kg.build(folder("samples"))
graph  # shows itself: triples, and nodes of each class

# %% Answers are tables
answer = graph.query("attacks-by-year")
answer

# %% ... and data frames (extra `tables`)
frame = graph.to_dataframe("killed-by-contingent", mission="MINUSTAH")
frame.groupby("countryName")["killed"].sum()

# %% Every fact leads back to its sentence
attack = graph.query("incidents", mission="MONUSCO")[0]["incident"]
evidence = graph.explain(str(attack), [str(folder("samples"))])
evidence

# %% As a script, the same in text
if __name__ == "__main__":
    print(len(graph) > 0, len(answer), int(frame["killed"].sum()))
    print(evidence)
