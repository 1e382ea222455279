package dev.firedrill.backend.simulated.etcd;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which key was changed at which revision, so that nobody has to look at keys that were not. */
final class ChangeLog {

  private record Entry(long revision, String key) {}

  private final List<Entry> entries;
  private boolean sorted = true;

  ChangeLog() {
    entries = new ArrayList<>();
  }

  ChangeLog(ChangeLog other) {
    entries = new ArrayList<>(other.entries);
    sorted = other.sorted;
  }

  /** Revisions come in any order where a key space is read from a file, else in their own. */
  void add(long revision, String key) {
    sorted &= entries.isEmpty() || entries.get(entries.size() - 1).revision() < revision;
    entries.add(new Entry(revision, key));
  }

  /** The keys that were changed after that revision, each once, the first to be changed first. */
  Set<String> changedSince(long revision) {
    sort();
    Set<String> keys = new LinkedHashSet<>();
    for (int i = after(revision); i < entries.size(); i++) {
      keys.add(entries.get(i).key());
    }
    return keys;
  }

  /** Nobody will ask for what was changed before that revision. */
  void forgetBefore(long revision) {
    sort();
    entries.subList(0, after(revision - 1)).clear();
  }

  /** The index of the first entry of a later revision. */
  private int after(long revision) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).revision() <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void sort() {
    if (!sorted) {
      entries.sort(java.util.Comparator.comparingLong(Entry::revision));
      sorted = true;
    }
  }
}
