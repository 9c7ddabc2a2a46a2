package org.bilayer.docs.architecture;

import com.google.common.collect.Multimaps;
import com.google.common.collect.Sets;
import com.google.common.graph.Graph;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.Graphs;
import com.google.common.graph.MutableGraph;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Collection;
import java.util.HashSet;
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
  private final MutableGraph<String> uses =
      GraphBuilder.directed().allowsSelfLoops(true).build();

  private Circles(Collection<JavaClass> classes) {
    for (JavaClass each : classes) {
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().equals(each.getPackageName())) {
          uses.putEdge(outermost(each), outermost(target));
        }
      }
    }
  }

  /** The circles by package, each as the simple names of its classes; nothing for packages without circles. */
  static Map<String, Set<Set<String>>> of(JavaClasses classes) {
    var circles = new TreeMap<String, Set<Set<String>>>();
    Multimaps.index(classes, JavaClass::getPackageName).asMap().forEach((name, ofPackage) -> {
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

  // The method that replaces this one is marked as beta.
  @SuppressWarnings("deprecation")
  private Set<Set<String>> all() {
    Graph<String> reached = Graphs.transitiveClosure(uses);
    var circles = new HashSet<Set<String>>();
    for (String name : reached.nodes()) {
      var circle = new TreeSet<String>();
      Sets.intersection(reached.predecessors(name), reached.successors(name))
          .forEach(other -> circle.add(simple(other)));
      if (circle.size() > 1) {
        circles.add(circle);
      }
    }
    return circles;
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
