package org.bilayer.docs.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The circles between the classes of each package: sets of classes of which each depends on all others, directly or through
 * classes of the same package. A nested class counts as the class around it.
 */
final class Circles {

  /** The classes that each class of one package depends on, in that package, by full names. */
  private final Map<String, Set<String>> uses = new HashMap<>();

  private Circles(List<JavaClass> classes) {
    for (JavaClass each : classes) {
      Set<String> used = uses.computeIfAbsent(outermost(each), name -> new HashSet<>());
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().equals(each.getPackageName())) {
          used.add(outermost(target));
        }
      }
    }
  }

  /** The circles by package, each as the simple names of its classes; nothing for packages without circles. */
  static Map<String, Set<Set<String>>> of(JavaClasses classes) {
    var byPackage = new TreeMap<String, List<JavaClass>>();
    for (JavaClass each : classes) {
      byPackage
          .computeIfAbsent(each.getPackageName(), name -> new ArrayList<>())
          .add(each);
    }
    var circles = new TreeMap<String, Set<Set<String>>>();
    byPackage.forEach((name, ofPackage) -> {
      Set<Set<String>> found = new Circles(ofPackage).all();
      if (!found.isEmpty()) {
        circles.put(name, found);
      }
    });
    return circles;
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private Set<Set<String>> all() {
    var reached = new HashMap<String, Set<String>>();
    for (String name : uses.keySet()) {
      reached.put(name, reachedFrom(name));
    }
    var circles = new HashSet<Set<String>>();
    reached.forEach((name, others) -> {
      var circle = new TreeSet<String>();
      for (String other : others) {
        if (!other.equals(name) && reached.getOrDefault(other, Set.of()).contains(name)) {
          circle.add(simple(other));
        }
      }
      if (!circle.isEmpty()) {
        circle.add(simple(name));
        circles.add(circle);
      }
    });
    return circles;
  }

  private Set<String> reachedFrom(String name) {
    var reached = new HashSet<String>();
    var next = new ArrayList<String>(uses.getOrDefault(name, Set.of()));
    while (!next.isEmpty()) {
      String last = next.remove(next.size() - 1);
      if (reached.add(last)) {
        next.addAll(uses.getOrDefault(last, Set.of()));
      }
    }
    return reached;
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
