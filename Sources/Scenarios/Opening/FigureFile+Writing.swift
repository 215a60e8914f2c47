import Engine
import Export
import Glibc
import Script

extension FigureFile {
  /// Writes a figure where the lesson says, over what is there, as Python does.
  package static let writer: FigureWriter = { figure, file in
    let format: Export.Format =
      switch file.format {
      case .png: .png
      case .svg: .svg
      case .pdf: .pdf
      }
    do {
      let made = try figure.exported(
        as: format, dotsPerInch: file.dotsPerInch, hasBackground: !file.isTransparent)
      try OutputFile(path: file.path, isForced: true).write(made)
      return nil
    } catch let error as OutputError {
      switch error {
      case .noName, .missingFolder: return .system(ENOENT)
      case .folder: return .system(EISDIR)
      case .readOnly: return .system(EACCES)
      case .foreignFile, .system: return .other(error.description)
      }
    } catch {
      return .other("\(error)")
    }
  }
}
