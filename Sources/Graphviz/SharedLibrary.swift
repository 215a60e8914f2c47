import CGraphviz
import Glibc

/// A library opened while the process runs; it stays open to the end.
package struct SharedLibrary {
  private let handle: UnsafeMutableRawPointer

  /// Opens the first of several file names that can be opened.
  package static func open(_ names: [String]) throws(GraphvizError) -> Self {
    var reason = "no name given"
    for name in names {
      if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) { return Self(handle: handle) }
      reason = dlerror().map { String(cString: $0) } ?? "unknown reason"
    }
    throw .libraryMissing(names.first ?? "", reason: reason)
  }

  /// Looks a function up; the caller's type must be the one of the library's header.
  package func function<Function>(_ name: String) throws(GraphvizError) -> Function {
    guard let address = dlsym(handle, name) else { throw .functionMissing(name) }
    return unsafeBitCast(address, to: Function.self)
  }

  /// The address of a variable or function, if there is one of that name.
  func address(of name: String) -> UnsafeMutableRawPointer? { dlsym(handle, name) }

  /// The folder of the file that holds a function.
  func folder(of name: String) -> String? {
    typealias Finder =
      @convention(c) (UnsafeRawPointer, UnsafeMutablePointer<cgraphviz_origin>) -> CInt
    guard let address = address(of: name), let finder = dlsym(nil, "dladdr") else { return nil }
    var origin = cgraphviz_origin()
    guard unsafeBitCast(finder, to: Finder.self)(address, &origin) != 0, let file = origin.file
    else { return nil }
    let path = String(cString: file)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }
}
